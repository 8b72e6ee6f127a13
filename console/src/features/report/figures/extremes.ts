import { type Row } from '../useReport'
import { idOf } from '../table/sorting'

/** The fewest offers, or claims, from which a row is compared: below it a single lead decides. */
export const ENOUGH = 5

/** The best and the worst row by a figure. */
export interface Difference {
  key: 'claim_rate' | 'median_claim_seconds'
  best: Row
  worst: Row
}

/** Return the figures by which rows really differ, each with the best and the worst of those with enough to compare. */
export function differencesOf(rows: Row[]): Difference[] {
  const rated = rows.filter((row) => row.claimed + row.passed + row.expired >= ENOUGH)
  const timed = rows.filter((row) => row.claimed >= ENOUGH)
  return [extremes(rated, 'claim_rate', 1), extremes(timed, 'median_claim_seconds', -1)].filter((one) => one !== null)
}

/** Return the rows at both ends; null where there are not two, or all are alike. */
function extremes(rows: Row[], key: Difference['key'], sign: 1 | -1): Difference | null {
  const value = (row: Row) => sign * (row[key] ?? 0)
  const ordered = rows
    .filter((row) => row[key] !== undefined)
    .toSorted((a, b) => value(b) - value(a) || idOf(a).localeCompare(idOf(b)))
  const [best, worst] = [ordered[0], ordered.at(-1)]
  return best && worst && value(best) > value(worst) ? { key, best, worst } : null
}
