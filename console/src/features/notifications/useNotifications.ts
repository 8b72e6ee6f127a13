import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Api, body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { type NotificationTab, notificationsQuery, unreadQuery } from '@/api/queries/notifications'
import { refresh } from '@/api/refresh'
import type { SnoozeUntil } from './snooze'

export type Notification = Shapes['Notification']
type Pages = InfiniteData<{ items: Notification[] }>

/** What is done to notifications: archived, made new again, or snoozed. */
export interface Move {
  items: readonly Notification[]
  to: 'archived' | 'new' | { until: SnoozeUntil }
}

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

/** The pages of a tab once notifications were moved: they leave their tab, or are marked among all. */
export function withMove<P extends Pages>(pages: P, move: Move, tab: NotificationTab): P {
  const moved = new Set(move.items.map((one) => one.notification_id))
  const stays = (one: Notification) => tab === 'all' || !moved.has(one.notification_id)
  const marked = (one: Notification) =>
    moved.has(one.notification_id) ? { ...one, archived: move.to === 'archived' } : one
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.filter(stays).map(marked) })) }
}

/** Archive notifications, make them new or snooze them; shown at once, and taken back where it is refused. */
export function useMove(tab: NotificationTab, onError: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const { queryKey } = notificationsQuery(api, tab)
  return useMutation({
    // One after the other: all of them change the same inbox.
    mutationFn: async ({ items, to }: Move) => {
      for (const { notification_id } of items) await moveOne(api, notification_id, to)
    },
    onMutate: async (move) => {
      await queries.cancelQueries({ queryKey })
      queries.setQueryData(queryKey, (pages) => pages && withMove(pages, move, tab))
    },
    onError,
    onSettled: () => refresh(queries, [KEYS.notifications]),
  })
}

function moveOne(api: Api, notification_id: string, to: Move['to']): Promise<unknown> {
  const params = { path: { notification_id } }
  if (to === 'archived') return body(api.POST('/notifications/{notification_id}/archive', { params }))
  if (to === 'new') return body(api.POST('/notifications/{notification_id}/unarchive', { params }))
  return body(api.POST('/notifications/{notification_id}/snooze', { params, body: to }))
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
