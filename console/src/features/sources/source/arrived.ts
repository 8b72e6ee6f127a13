import type { Shapes } from '@/api/client'

type Delivery = Shapes['Delivery']

/** How far a source is connected: what has come of it so far. */
export type Arrived =
  | { so: 'nothing' | 'tested' | 'unreadable' | 'pending' }
  /** The id of the lead that came first, of those that are listed. */
  | { so: 'lead'; leadId: string }

/** Return how far a source is connected, by its last deliveries, the newest first. */
export function arrivedOf(deliveries: readonly Delivery[]): Arrived {
  const lead = deliveries.findLast(({ lead_id }) => lead_id)
  if (lead?.lead_id) return { so: 'lead', leadId: lead.lead_id }
  const [newest] = deliveries
  if (!newest || newest.outcome === 'confirmation') return { so: 'nothing' }
  if (newest.outcome === 'unreadable' || newest.outcome === 'failed') return { so: 'unreadable' }
  return { so: newest.outcome === 'test' ? 'tested' : 'pending' }
}
