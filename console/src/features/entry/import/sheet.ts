import { decode, parseCsv } from '@/lib/csv'
import { guess, type Holds } from './columns'

const MOST_BYTES = 20 * 1024 * 1024
const READ_BYTES = 256 * 1024
const SAMPLES = 3
/** What the API calls the column that says why a row failed; it passes over that column, and gives it no number. */
const REASONS = ['Why it was not imported', 'Por qué no se importó']

/** A file that was chosen: its heading, some of its rows, and what its columns seem to hold. */
export interface Sheet {
  file: File
  header: string[]
  samples: string[][]
  guessed: Holds[]
}

export type Unusable = 'too_large' | 'empty'

/** Read the beginning of a file; says why it cannot be used if it cannot. */
export async function readSheet(file: File): Promise<Sheet | Unusable> {
  if (file.size > MOST_BYTES) return 'too_large'
  const [header, ...samples] = asSent(parseCsv(decode(await file.slice(0, READ_BYTES).arrayBuffer()), SAMPLES + 1))
  if (!header || samples.length === 0) return 'empty'
  return { file, header, samples, guessed: guess(header) }
}

/** Return the rows without the column of reasons, if they were downloaded as failed, and without empty columns at the end. */
function asSent(rows: string[][]): string[][] {
  const header = rows[0] ?? []
  const at = header.findIndex((name) => REASONS.includes(name))
  if (at < 0) return rows
  const width = header.findLastIndex((name, column) => column !== at && name !== '') + 1
  return rows.map((row) => row.slice(0, Math.max(width, 0)).filter((_, column) => column !== at))
}
