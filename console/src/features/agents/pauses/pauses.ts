import type { Shapes } from '@/api/client'

type Pause = Shapes['Pause']
type Draft = Shapes['PauseDraft']

/** The pauses that are not over. */
export function unexpired(pauses: Pause[], now: number): Pause[] {
  return pauses.filter((one) => one.until === undefined || new Date(one.until).getTime() > now)
}

/** What has to be set again to have the team's pauses as before, once those on `route` (none: all) are lifted. */
export function toRestore(before: Pause[], route: string | undefined): Draft[] {
  return before.filter((one) => one.side === 'team' && (route === undefined || one.route_id === route)).map(asDraft)
}

function asDraft(pause: Pause): Draft {
  return {
    // What began when it was set goes on from then.
    from: pause.from ?? pause.at,
    until: pause.until ?? null,
    reason: pause.reason ?? null,
    route_id: pause.route_id ?? null,
  }
}
