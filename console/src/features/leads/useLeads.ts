import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { usePages } from '@/api/usePages'
import type { paths } from '@/api/schema'

export type Lead = Shapes['Lead']
export type Filters = Omit<NonNullable<paths['/leads']['get']['parameters']['query']>, 'cursor' | 'limit'>

const AT_ONCE = 100

/** The leads I may see, page after page; with `q` only those of people who are called or reached so. */
export function useLeads(filters: Filters, q = '') {
  const { api } = useConsole()
  const { sort, ...among } = filters
  return usePages<Lead>(['leads', filters, q], (page) =>
    q
      ? body(api.POST('/leads/search', { body: { q, ...among, ...page, limit: AT_ONCE } }))
      : body(api.GET('/leads', { params: { query: { ...among, ...(sort ? { sort } : {}), ...page, limit: AT_ONCE } } })),
  )
}
