import { useInfiniteQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { type LeadFilters, leadsQuery } from '@/api/queries/leads'

export type Lead = Shapes['Lead']
export type Filters = LeadFilters

/** The leads I may see, page after page; with `q`, those of people with such a name, e-mail or phone. */
export function useLeads(filters: Filters, q = '') {
  const { api } = useConsole()
  return useInfiniteQuery(leadsQuery(api, filters, q))
}
