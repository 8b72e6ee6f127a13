import { EVERY_PLACEHOLDER, type Placeholder } from './words'

/** What placeholders are filled in with; what is not known is empty or left out. */
export type Filling = Partial<Record<Placeholder, string>>

const BLANKS = new RegExp(`(,?[ \\t]*)\\{(${EVERY_PLACEHOLDER.join('|')})\\}`, 'g')
const AT_START = /^[ \t]*[,;:.!?]*[ \t]*/

/** Return a template's text with its placeholders filled in; one without a value goes with the comma and space before it. */
export function fill(text: string, filling: Filling): string {
  return text.split('\n').map(filledLine).join('\n').trim()

  function filledLine(line: string): string {
    let isBare = false // the line began with a placeholder that has no value
    const filled = line.replace(BLANKS, (_, before: string, name: string, at: number) => {
      const value = filling[name as Placeholder]?.trim()
      if (!value && at === 0) isBare = true
      return value ? before + value : ''
    })
    return isBare ? filled.replace(AT_START, '') : filled
  }
}
