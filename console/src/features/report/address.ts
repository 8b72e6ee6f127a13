import type { ReportQuery } from '@/api/queries/report'

/** The report's search params; missing ones have defaults. */
export type Address = {
  range?: string
  from?: string
  to?: string
  by?: string
  compare?: string
  sort?: string
  dir?: string
}
export type Query = ReportQuery
export type By = NonNullable<Query['by']>

export const RANGES = ['mtd', 'ytd', 'all', 'custom'] as const
export type Range = (typeof RANGES)[number]
const BYS: By[] = ['agent', 'route', 'source']
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function rangeOf({ range }: Address): Range {
  return RANGES.find((one) => one === range) ?? 'mtd'
}

export function byOf({ by }: Address): By {
  return BYS.find((one) => one === by) ?? 'agent'
}

/** Return the API's query; null while the dates are incomplete or reversed. */
export function queryOf(address: Address): Query | null {
  const range = rangeOf(address)
  const days = range === 'custom' ? span(address) : range
  if (!days) return null
  const compared = address.compare === 'previous' && range !== 'all'
  return { range: days, by: byOf(address), ...(compared ? { compare: 'previous' } : {}) }
}

function span({ from = '', to = '' }: Address): string | null {
  return DAY.test(from) && DAY.test(to) && from <= to ? `${from}..${to}` : null
}

/** Return the same query with the period before, which the four large figures are compared with; `all` has none. */
export function compared(query: Query): Query {
  return query.range === 'all' ? query : { ...query, compare: 'previous' }
}
