/** The characters that the API takes in a note. */
export const LONGEST_NOTE = 500

/** A form with an optional note. */
export interface Noted {
  note: string
}

export const NO_NOTE: Noted = { note: '' }

/** Return a note as the API takes it: null where nothing is said. */
export const noteOf = (note: string): string | null => note.trim() || null
