/** The columns of the list of leads that can be put away, with the width of each. */
const WIDTHS = {
  source: 'minmax(0, 1.1fr)',
  state: 'minmax(0, 1.5fr)',
  owner: 'minmax(136px, 1.1fr)',
  waiting: '96px',
  activity: 'minmax(132px, 0.8fr)',
}

export type Column = keyof typeof WIDTHS
export const COLUMNS = Object.keys(WIDTHS) as Column[]

/** Return the columns that an address names, in their usual order; all if it names none that is known. */
export function columnsOf(named: string | undefined): Column[] {
  const known = COLUMNS.filter((one) => named?.split(',').includes(one))
  return known.length > 0 ? known : COLUMNS
}

/** Return how an address names the chosen columns, with those that only another release knows; empty for all. */
export function columnsAs(chosen: Column[], before: string | undefined): string {
  const unknown = (before?.split(',') ?? []).filter((one) => one && !(one in WIDTHS))
  const all = COLUMNS.every((one) => chosen.includes(one))
  return all && unknown.length === 0 ? '' : [...COLUMNS.filter((one) => chosen.includes(one)), ...unknown].join(',')
}

/** Return the grid of a row with these columns, after the box to choose it and the person. */
export const gridOf = (columns: Column[]) =>
  ['24px', 'minmax(0, 1.5fr)', ...columns.map((one) => WIDTHS[one])].join(' ')
