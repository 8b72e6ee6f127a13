import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAgain } from '@/api/refresh'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type Notification = Shapes['Notice']
export type Tab = 'new' | 'archived' | 'all'
type Pages = InfiniteData<Shapes['Notices'], string>
const KEY = ['notifications']

/** My notices of a tab, page after page. */
export function useNotificationList(tab: Tab) {
  const { api } = useConsole()
  return useInfiniteQuery({
    queryKey: [...KEY, tab],
    queryFn: ({ pageParam }) =>
      body(api.GET('/notifications', { params: { query: { tab, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    select: (data) => data.pages.flatMap((page) => page.items),
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

/** The pages of a tab once a notice is filed: gone from its tab, or, where all are shown, marked. */
export function withArchived(pages: Pages, id: string, archived: boolean, tab: Tab): Pages {
  const stays = (notification: Notification) => tab === 'all' || notification.notification_id !== id
  const marked = (notification: Notification) => (notification.notification_id === id ? { ...notification, archived } : notification)
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.filter(stays).map(marked) })) }
}

/** Put a notice away, or among the new ones again; shown at once, and taken back where it is refused. */
export function useArchive(tab: Tab, onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const key = [...KEY, tab]
  return useMutation({
    mutationFn: ({ notification_id, archived }: Pick<Notification, 'notification_id' | 'archived'>) => {
      const params = { path: { notification_id } }
      return archived
        ? body(api.POST('/notifications/{notification_id}/unarchive', { params }))
        : body(api.POST('/notifications/{notification_id}/archive', { params }))
    },
    onMutate: async ({ notification_id, archived }) => {
      await queries.cancelQueries({ queryKey: key })
      queries.setQueryData<Pages>(key, (pages) => pages && withArchived(pages, notification_id, !archived, tab))
    },
    onError: onRefused,
    onSettled: () => readAgain(queries, { queryKey: KEY }),
  })
}

/** Put all notices away. */
export function useArchiveAll(onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => body(api.POST('/notifications/archive-all')),
    onError: onRefused,
    onSettled: () => readAgain(queries, { queryKey: KEY }),
  })
}
