export type CsvCell = string | number | null | undefined

/** Before what makes a spreadsheet calculate a cell: at its start, or after what another language separates cells by. */
const FORMULA = /^(?=[\t\r])|(?:^|[;,|\t\r\n])[\s"']*(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** The rows as CSV (RFC 4180); a cell that a spreadsheet would calculate is made text by an apostrophe, as the API does. */
export function tableCsv(rows: CsvCell[][]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: CsvCell): string {
  const told = typeof value === 'number' ? String(value) : (value ?? '').replace(FORMULA, (found) => `${found}'`)
  return /[",\r\n]/.test(told) ? `"${told.replaceAll('"', '""')}"` : told
}
