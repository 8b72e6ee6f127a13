import type { Me } from '@/api/context'
import type { Notification } from './useNotifications'

export type LinkTarget =
  | {
      to:
        | '/'
        | '/mine'
        | '/pool'
        | '/tasks'
        | '/conversations'
        | '/notifications'
        | '/me'
        | '/outbound'
        | '/routes'
        | '/audit'
        | '/settings/privacy'
        | '/to-read'
    }
  | { to: '/agents/$agentId'; params: { agentId: string } }
  | { to: '/leads/$leadId'; params: { leadId: string }; search?: { tab: string; entry?: string } }
  | { to: '/routes/$routeId'; params: { routeId: string } }
  | { to: '/sources/$sourceId'; params: { sourceId: string } }

/** The screen for many of a kind; what is about one lead leads to the lead. */
const MANY: Partial<Record<Notification['kind'], LinkTarget>> = {
  lead_assigned: { to: '/mine' },
  leads_received: { to: '/mine' },
  task_assigned: { to: '/tasks' },
  task_due: { to: '/tasks' },
  pooled: { to: '/pool' },
  pooled_long: { to: '/pool' },
  attention: { to: '/conversations' },
  reminded: { to: '/mine' },
}

/** Return the link of a notification. */
export function linkOf(notification: Notification, role?: Me['role']): LinkTarget {
  const { kind, detail } = notification
  const leadId = notification.lead_ids.at(-1)
  if (kind === 'offer' && notification.ended === 'claimed' && leadId && notification.lead_name) {
    return { to: '/leads/$leadId', params: { leadId } }
  }
  if (kind === 'offer' || kind === 'offer_missed' || kind === 'limit_reached') return { to: '/' }
  if (kind === 'erasure_due') return { to: '/settings/privacy' }
  if (kind === 'to_read') return { to: '/to-read' }
  if (kind === 'address_paused') {
    // Of whom the team looks after, only Rainmakers are told.
    return role === 'rainmaker' && typeof detail.agent_id === 'string'
      ? { to: '/agents/$agentId', params: { agentId: detail.agent_id } }
      : { to: '/me' }
  }
  if (kind === 'target_disabled') return { to: '/outbound' }
  if ((kind === 'source_silent' || kind === 'source_failing') && typeof detail.source_id === 'string') {
    return { to: '/sources/$sourceId', params: { sourceId: detail.source_id } }
  }
  if (kind === 'sensitive_act') return { to: role === 'rainmaker' ? '/audit' : '/notifications' }
  if (kind === 'route_switched') {
    return typeof detail.route_id === 'string'
      ? { to: '/routes/$routeId', params: { routeId: detail.route_id } }
      : { to: '/routes' }
  }
  const many = notification.count > 1 ? MANY[kind] : undefined
  if (many) return many
  // Without a name the lead is none that one may see any more.
  if (!leadId || !notification.lead_name) return { to: '/notifications' }
  const lead = { to: '/leads/$leadId', params: { leadId } } as const
  // The stream of messages opens at the last one.
  if (kind === 'message') return { ...lead, search: { tab: 'messages' } }
  const task = kind.startsWith('task_')
  if (kind !== 'mention' && !task) return lead
  // The lead's screen goes to the very comment.
  const entry = typeof detail.comment_id === 'string' ? { entry: detail.comment_id } : {}
  return { ...lead, search: { tab: task && !detail.comment_id ? 'tasks' : 'comments', ...entry } }
}
