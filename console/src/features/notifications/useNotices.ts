import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type Notice = Shapes['Notice']
export type Tab = 'new' | 'archived' | 'all'
const KEY = ['notifications']

/** My notices of a tab, page after page. */
export function useNotices(tab: Tab) {
  const { api } = useConsole()
  return useInfiniteQuery({
    queryKey: [...KEY, tab],
    queryFn: ({ pageParam }) =>
      body(api.GET('/notifications', { params: { query: { tab, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** How many notices are new. */
export function useUnread(): number {
  const { api } = useConsole()
  const newest = useQuery({
    queryKey: [...KEY, 'unread'],
    queryFn: () => body(api.GET('/notifications', { params: { query: { limit: 1 } } })),
  })
  return newest.data?.unread ?? 0
}

/** Put a notice away, or among the new ones again. */
export function useFile(onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ notification_id, archived }: Pick<Notice, 'notification_id' | 'archived'>) => {
      const params = { path: { notification_id } }
      return archived
        ? body(api.POST('/notifications/{notification_id}/unarchive', { params }))
        : body(api.POST('/notifications/{notification_id}/archive', { params }))
    },
    onError: onRefused,
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}

/** Put all notices away. */
export function useArchiveAll(onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => body(api.POST('/notifications/archive-all')),
    onError: onRefused,
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}
