import type { Shapes } from '@/api/client'

type Event = Pick<Shapes['TimelineEntry'], 'at' | 'kind'>
type Decision = Pick<Shapes['Trace'], 'at' | 'outcome'>

const MADE: Record<Decision['outcome'], Shapes['TimelineEntry']['kind'][]> = {
  offered: ['offered'],
  assigned: ['assigned'],
  pooled: ['pooled'],
}

/** Return each event with the routing decision that caused it: the same instant and outcome. */
export function matchDecisions<E extends Event, D extends Decision>(
  events: readonly E[],
  decisions: readonly D[],
): { event: E; decision?: D | undefined }[] {
  const left = [...decisions]
  return events.map((event) => {
    const place = left.findIndex((one) => one.at === event.at && MADE[one.outcome].includes(event.kind))
    return { event, decision: place < 0 ? undefined : left.splice(place, 1)[0] }
  })
}
