import type { Notification } from './useNotifications'

/** Notifications that show as one row: all that are new about one lead, or one that is about several or none. */
export interface NotificationGroup {
  key: string
  /** The latest first, never empty. */
  items: [Notification, ...Notification[]]
}

/** Group what is new by its lead, in the order of the list: a group stands where its first notification is. */
export function groupByLead(notifications: readonly Notification[]): NotificationGroup[] {
  const groups = new Map<string, NotificationGroup>()
  for (const one of notifications) {
    const key = one.lead_ids.length === 1 ? `${one.lead_ids[0]}` : one.notification_id
    const group = groups.get(key)
    if (group) group.items.push(one)
    else groups.set(key, { key, items: [one] })
  }
  return [...groups.values()]
}

/** Return each notification as a group of its own. */
export function ungrouped(notifications: readonly Notification[]): NotificationGroup[] {
  return notifications.map((one) => ({ key: one.notification_id, items: [one] }))
}
