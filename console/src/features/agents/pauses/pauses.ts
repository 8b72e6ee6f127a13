import type { Shapes } from '@/api/client'

type Pause = Shapes['Pause']
type Draft = Shapes['PauseDraft']

/** Return the pauses that have not ended. */
export function unexpired(pauses: Pause[], now: number): Pause[] {
  return pauses.filter((one) => one.until === undefined || new Date(one.until).getTime() > now)
}

/** Return the pauses to set again to undo lifting those on `route` (or all). */
export function toRestore(before: Pause[], route: string | undefined): Draft[] {
  return before.filter((one) => one.side === 'team' && (route === undefined || one.route_id === route)).map(asDraft)
}

function asDraft(pause: Pause): Draft {
  return {
    // A pause without a start began when it was set.
    from: pause.from ?? pause.at,
    until: pause.until ?? null,
    reason: pause.reason ?? null,
    route_id: pause.route_id ?? null,
  }
}
