import type { Kind } from '../table/columns'

export interface Change {
  direction: 'up' | 'down' | 'same'
  /** How much: a count, seconds, or points of a percentage; never below 0. */
  by: number
}

/** Return the change since the previous period; null where either value is missing. */
export function change(now: number | undefined, before: number | undefined, kind: Kind): Change | null {
  if (now === undefined || before === undefined) return null
  const by = kind === 'rate' ? points(now) - points(before) : Math.round(now) - Math.round(before)
  const rounded = Math.round(Math.abs(by) * 10) / 10
  return { direction: rounded === 0 ? 'same' : by > 0 ? 'up' : 'down', by: rounded }
}

/** A share as a percentage with one digit, as it is shown. */
function points(share: number): number {
  return Math.round(share * 1000) / 10
}
