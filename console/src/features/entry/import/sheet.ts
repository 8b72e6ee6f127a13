import { decode, parseCsv } from '@/lib/csv'
import { guess, type Holds } from './columns'

const MOST_BYTES = 20 * 1024 * 1024
const READ_BYTES = 256 * 1024
const SAMPLES = 3

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
  const [header, ...samples] = parseCsv(decode(await file.slice(0, READ_BYTES).arrayBuffer()), SAMPLES + 1)
  if (!header || samples.length === 0) return 'empty'
  return { file, header, samples, guessed: guess(header) }
}
