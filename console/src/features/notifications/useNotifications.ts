import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { type NotificationTab, notificationsQuery, unreadQuery } from '@/api/queries/notifications'
import { refresh } from '@/api/refresh'

export type Notification = Shapes['Notification']
type Pages = InfiniteData<{ items: Notification[] }>

/** My notifications of a tab, page after page. */
export function useNotificationList(tab: NotificationTab) {
  const { api } = useConsole()
  return useInfiniteQuery(notificationsQuery(api, tab))
}

/** How many notifications are new. */
export function useUnread(): number {
  const { api } = useConsole()
  return useQuery(unreadQuery(api)).data?.unread ?? 0
}

/** The pages of a tab once a notification is archived or brought back: it leaves its tab, or is marked among all. */
export function withArchived<P extends Pages>(pages: P, id: string, archived: boolean, tab: NotificationTab): P {
  const stays = (one: Notification) => tab === 'all' || one.notification_id !== id
  const marked = (one: Notification) => (one.notification_id === id ? { ...one, archived } : one)
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.filter(stays).map(marked) })) }
}

/** Archive a notification, or bring it back; shown at once, and taken back where it is refused. */
export function useArchive(tab: NotificationTab, onError: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const { queryKey } = notificationsQuery(api, tab)
  return useMutation({
    mutationFn: ({ notification_id, archived }: Pick<Notification, 'notification_id' | 'archived'>) => {
      const params = { path: { notification_id } }
      return archived
        ? body(api.POST('/notifications/{notification_id}/unarchive', { params }))
        : body(api.POST('/notifications/{notification_id}/archive', { params }))
    },
    onMutate: async ({ notification_id, archived }) => {
      await queries.cancelQueries({ queryKey })
      queries.setQueryData(queryKey, (pages) => pages && withArchived(pages, notification_id, !archived, tab))
    },
    onError,
    onSettled: () => refresh(queries, [KEYS.notifications]),
  })
}

export function useArchiveAll(onError: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => body(api.POST('/notifications/archive-all')),
    onError,
    onSettled: () => refresh(queries, [KEYS.notifications]),
  })
}
