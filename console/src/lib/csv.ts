const SEPARATORS = [',', ';', '\t']

/**
 * The rows of a CSV text: cells in quotes may hold separators, lines and doubled quotes; empty rows are passed over.
 *
 * Commas, semicolons or tabs separate, whichever the first row has most of. `most` is how many rows to read at the most.
 */
export function parseCsv(text: string, most = Infinity): string[][] {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const separator = separatorOf(body)
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const endRow = () => {
    row.push(cell)
    if (row.some((one) => one.trim() !== '')) rows.push(row.map((one) => one.trim()))
    row = []
    cell = ''
  }
  for (let at = 0; at < body.length && rows.length < most; at += 1) {
    const letter = body[at] as string
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (body[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1]
      else quoted = false
    } else if (letter === '"' && cell.trim() === '') [cell, quoted] = ['', true]
    else if (letter === separator) [row, cell] = [[...row, cell], '']
    else if (letter === '\n' || letter === '\r') endRow()
    else cell += letter
  }
  if (rows.length < most) endRow()
  return rows
}

/** Return the separator that occurs most in the first row, outside of quotes. */
function separatorOf(text: string): string {
  const first =
    text
      .replace(/"(?:[^"]|"")*"/g, '')
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? ''
  const count = (separator: string) => first.split(separator).length
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best))
}

/** Decode a file, or its beginning, as UTF-8, or else as Windows-1252. */
export function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
