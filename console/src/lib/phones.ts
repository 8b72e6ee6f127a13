import known from './phoneFormats.json'

/** By calling code: how the digits after it begin, what they are as a whole, and how they are grouped. */
const FORMATS: Record<string, string[][]> = known
const LONGEST_CODE = 3

/** Return a phone as its country writes it, such as `+34 629 98 04 12`; unchanged where it is no whole number. */
export function grouped(phone: string): string {
  const digits = /^\+(\d+)$/.exec(phone)?.[1] ?? ''
  for (let length = 1; length <= LONGEST_CODE; length += 1) {
    const code = digits.slice(0, length)
    const ways = FORMATS[code]
    if (ways) return `+${code} ${groups(digits.slice(length), ways)}`
  }
  return phone
}

function groups(rest: string, ways: string[][]): string {
  for (const [begins = '', whole = '', way = ''] of ways) {
    const fits = new RegExp(`^(?:${whole})$`)
    if (new RegExp(`^(?:${begins})`).test(rest) && fits.test(rest)) return rest.replace(fits, way)
  }
  return rest
}
