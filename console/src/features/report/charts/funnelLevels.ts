import type { Figures } from '../useReport'

export type Stage = 'received' | 'owned' | 'responded' | 'appointments' | 'won'

export interface Level {
  stage: Stage
  count: number
  /** The share of what was received; null where nothing was. */
  share: number | null
}

/** Return the levels of the funnel. They are events of the same days, so a level may be higher than the one above it. */
export function funnelOf(totals: Figures): Level[] {
  const counts: [Stage, number][] = [
    ['received', totals.received],
    ['owned', totals.claimed + totals.assigned],
    ['responded', totals.responded],
    ['appointments', totals.appointments],
    ['won', totals.won],
  ]
  return counts.map(([stage, count]) => ({ stage, count, share: totals.received > 0 ? count / totals.received : null }))
}
