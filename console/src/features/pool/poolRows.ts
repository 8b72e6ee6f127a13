import type { Shapes } from '@/api/client'

type Lead = Shapes['Lead']

export interface PoolEntry {
  lead: Lead
  /** Whether it has left the pool while it was shown. */
  gone: boolean
}

/**
 * Merge the pool with what is shown: leads that have left the pool keep their place, so that nothing moves
 * under the finger. The oldest come first.
 */
export function mergePool(shown: PoolEntry[], now: Lead[]): PoolEntry[] {
  const here = new Set(now.map((lead) => lead.lead_id))
  const left = shown.filter(({ lead }) => !here.has(lead.lead_id)).map(({ lead }) => ({ lead, gone: true }))
  const there = now.map((lead) => ({ lead, gone: false }))
  return [...there, ...left].sort((a, b) => order(a.lead).localeCompare(order(b.lead)))
}

const order = (lead: Lead) => `${lead.since} ${lead.lead_id}`
