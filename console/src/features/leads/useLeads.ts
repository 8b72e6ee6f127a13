import { useInfiniteQuery } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import type { paths } from '@/api/schema'

export type Filters = Omit<NonNullable<paths['/leads']['get']['parameters']['query']>, 'cursor' | 'limit'>

/** The leads I may see, page after page. */
export function useLeads(filters: Filters) {
  const { api } = useConsole()
  return useInfiniteQuery({
    queryKey: ['leads', filters],
    queryFn: ({ pageParam }) =>
      body(api.GET('/leads', { params: { query: { ...filters, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
