import type { Shapes } from '@/api/client'

const DAY = 24
export const WEEK_DAYS = 7

/** An hour of the week: the leads of the range that came in it, and how this week's plan covers it. */
export interface DemandHour {
  day: number
  hour: number
  leads: number
  /** Whether some source's leads find no route in a part of it; null while the coverage is not known. */
  gap: boolean | null
  /** The fewest agents there for any source that a route takes; null where none does. */
  agents: number | null
}

/** Return the hours of the week, Monday first: what came in each, laid over the coverage of a week. */
export function demandWeek(hours: number[], coverage: Shapes['Coverage'] | undefined): DemandHour[][] {
  const dates = coverage && datesFrom(coverage.from)
  return Array.from({ length: WEEK_DAYS }, (_, day) =>
    Array.from({ length: DAY }, (__, hour) => {
      const cells = (coverage?.sources ?? []).flatMap(
        (row) => row.cells.find((one) => one.date === dates?.[day] && one.from <= hour && hour < one.to) ?? [],
      )
      const there = cells.filter((one) => one.route_id).map((one) => one.agents)
      return {
        day,
        hour,
        leads: hours[day * DAY + hour] ?? 0,
        gap: coverage ? cells.some((one) => one.gap) : null,
        agents: there.length > 0 ? Math.min(...there) : null,
      }
    }),
  )
}

/** Return how dark an hour is: 0 without a lead, else 1 to 4 by its share of the busiest. */
export function levelOf(leads: number, most: number): 0 | 1 | 2 | 3 | 4 {
  return (leads === 0 ? 0 : Math.max(1, Math.ceil((leads / most) * 4))) as 0 | 1 | 2 | 3 | 4
}

/** Return the busiest hour, the first of equal ones; null without leads. */
export function busiest(week: DemandHour[][]): DemandHour | null {
  const top = week.flat().reduce<DemandHour | null>((best, one) => (one.leads > (best?.leads ?? 0) ? one : best), null)
  return top
}

/** Return how many leads came in hours that have a gap, or nobody there. */
export function uncoveredLeads(week: DemandHour[][]): number {
  return week
    .flat()
    .filter((one) => one.gap || one.agents === 0)
    .reduce((sum, one) => sum + one.leads, 0)
}

function datesFrom(date: string): string[] {
  return Array.from({ length: WEEK_DAYS }, (_, n) =>
    new Date(Date.parse(`${date}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10),
  )
}
