/** A row of values, one for each name below the axis; undefined where there is none. */
export interface Series {
  label: string
  values: (number | undefined)[]
  as: 'line' | 'columns'
}

/** A value to compare with, drawn as a line across. */
export interface Target {
  label: string
  value: number
}

/** Lines differ by their dashes too, columns by their hatching. */
export const DASHES = ['', '7 5', '2 4', '10 4 2 4']
export const TONES = DASHES.length

/** The colour of a series by its place. */
export const toneOf = (place: number) => `var(--tone-${place % TONES})`
