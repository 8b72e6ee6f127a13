import { queryOptions } from '@tanstack/react-query'
import { type Api, body, type Shapes } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

export type NotificationTab = 'new' | 'snoozed' | 'archived' | 'all'

/** My notifications of a tab. */
export const notificationsQuery = (api: Api, tab: NotificationTab) =>
  pagedQuery<Shapes['Notification']>([...KEYS.notifications, 'list', tab], (page) =>
    body(api.GET('/notifications', { params: { query: { tab, ...page } } })),
  )

/** The newest notification, with the count of unread ones. */
export const unreadQuery = (api: Api) =>
  queryOptions({
    queryKey: [...KEYS.notifications, 'unread'],
    queryFn: () => body(api.GET('/notifications', { params: { query: { limit: 1 } } })),
  })
