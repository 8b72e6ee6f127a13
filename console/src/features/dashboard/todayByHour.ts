import type { Load } from '@/ui/charts/LoadTable'
import type { Standing } from './useDashboard'

/** Return the mean of each hour over the days before. */
export function meanBefore(before: number[], days: number): number[] {
  return before.map((leads) => leads / days)
}

/** Return the loads of those who take leads: on a route, or with leads or offers. */
export function loadsOf(members: Standing[]): Load[] {
  return members
    .filter(
      (one) =>
        one.open_leads > 0 ||
        one.open_offers > 0 ||
        one.today.claimed + one.today.missed > 0 ||
        !one.receiving.reasons.includes('on_no_active_route'),
    )
    .map((one) => ({
      agentId: one.agent_id,
      name: one.name,
      open: one.open_leads,
      claimed: one.today.claimed,
      missed: one.today.missed,
    }))
}
