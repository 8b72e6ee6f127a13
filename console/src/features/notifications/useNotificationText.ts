import { useLingui } from '@lingui/react/macro'
import { useMe } from '@/api/context'
import { duration } from '@/lib/duration'
import { when } from '@/lib/locale'
import { useDirectory } from '@/ui/words/useDirectory'
import { useActText } from './useActText'
import type { Notification } from './useNotifications'

type Words = Record<Notification['kind'], string>

/** Return the text of a notification. */
export function useNotificationText(): (notification: Notification) => string {
  const one = useOne()
  const many = useMany()
  return (notification) =>
    (notification.count > 1 && many(notification.count)[notification.kind]) || one(notification)[notification.kind]
}

function useMany(): (count: number) => Partial<Words> {
  const { t } = useLingui()
  return (count) => ({
    offer: t`${count} new leads to claim`,
    offer_missed: t`You missed ${count} offers`,
    offer_withdrawn: t`${count} offers were withdrawn`,
    lead_assigned: t`${count} leads were assigned to you`,
    lead_merged: t`${count} merges of your leads`,
    leads_received: t`You received ${count} leads`,
    asked_again: t`${count} people asked again`,
    response_due: t`Half the time to respond to ${count} leads is over`,
    response_missed: t`${count} responses did not come in time`,
    mention: t`You are tagged in ${count} comments`,
    task_due: t`${count} tasks are due`,
    pooled: t`${count} leads came into the pool`,
    pooled_long: t`${count} leads wait in the pool`,
    reminded: t`You are asked to take care of ${count} leads`,
    attention: t`${count} conversations need attention`,
    possible_duplicate: t`${count} possible duplicate leads`,
    attempted: t`${count} attempts to enter leads the team already has`,
    route_switched: t`${count} routes were switched`,
  })
}

function useOne(): (notification: Notification) => Words {
  const { t } = useLingui()
  const { member, route, source } = useDirectory()
  const act = useActText()
  const me = useMe().data?.agent_id
  const mergedText = (detail: Notification['detail'], who: string, by: string) => {
    if (detail.undone) return t`${by} undid a merge: ${who}`
    return detail.lost
      ? t`${by} merged your lead into another: ${who}`
      : t`${by} merged another lead into yours: ${who}`
  }
  const switched = (on: boolean, title: string, by: string | null) => {
    if (!by) return on ? t`The route ${title} is on` : t`The route ${title} is paused`
    return on ? t`${by} turned the route ${title} on` : t`${by} paused the route ${title}`
  }
  return ({ lead_name, detail, ended, count }) => {
    const who = lead_name || t`a lead`
    const agent = typeof detail.agent_id === 'string' ? member(detail.agent_id) : t`Somebody`
    const erased = Number(detail.leads)
    const waiting = Number(detail.waiting)
    const by = typeof detail.by === 'string' && detail.by.startsWith('agent_') ? member(detail.by) : null
    const named = typeof detail.source_id === 'string' ? source(detail.source_id) : '…'
    const title = typeof detail.route_id === 'string' ? route(detail.route_id) : '…'
    return {
      offer: ended ? t`Offer: ${who}` : t`To claim: ${who}`,
      offer_missed: t`You missed an offer`,
      offer_withdrawn: t`An offer was withdrawn`,
      lead_assigned: by ? t`${by} assigned to you: ${who}` : t`Assigned to you: ${who}`,
      lead_merged: mergedText(detail, who, by ?? t`Somebody`),
      leads_received: t`You received a lead: ${who}`,
      asked_again: t`Asked again: ${who}`,
      message:
        count > 1 ? t`${who} wrote to you ${count} times` : lead_name ? t`${who} wrote to you` : t`A lead wrote to you`,
      response_due: t`Half the time to respond is over: ${who}`,
      response_missed: detail.agent_id
        ? t`${agent} did not respond in time: ${who}`
        : t`You did not respond in time: ${who}`,
      mention: by ? t`${by} mentioned you about ${who}` : t`You are tagged in a comment on ${who}`,
      task_assigned: by ? t`${by} gave you a task: ${who}` : t`A task for you: ${who}`,
      task_due: t`A task is due: ${who}`,
      task_overdue: t`Overdue, with ${agent}: ${who}`,
      task_done: by ? t`${by} has done a task: ${who}` : t`A task is done: ${who}`,
      pooled: t`Came into the pool: ${who}`,
      pooled_long: t`Waits in the pool for a quarter of an hour: ${who}`,
      doubted: by ? t`${by} says that this is no lead: ${who}` : t`Said to be no lead: ${who}`,
      reminded: by ? t`${by} asks you to take care of ${who}` : t`Take care of ${who}, please`,
      attention: detail.agent_id
        ? t`The conversation of ${agent} needs attention: ${who}`
        : t`A conversation needs attention: ${who}`,
      possible_duplicate: t`Possible duplicate: ${who}`,
      attempted: t`${agent} tried to enter a lead the team already has: ${who}`,
      route_switched: switched(detail.status === 'active', title, by),
      limit_reached: t`You have reached your limit of leads`,
      erasure_due: t`Inactive leads will be erased: ${erased}`,
      to_read: waiting === 1 ? t`A mail to read` : t`${waiting} mails to read`,
      target_disabled: t`An outbound webhook was disabled`,
      address_paused: detail.agent_id === me ? t`No mail goes to your address` : t`No mail goes to ${agent}`,
      source_silent: t`The source ${named} has fallen silent`,
      source_failing: t`What the source ${named} sends cannot be read`,
      sensitive_act: act(detail),
    }
  }
}

/** Return the second line of a notification, or null. */
export function useNotificationDetail(): (notification: Notification) => string | null {
  const { t } = useLingui()
  const { member } = useDirectory()
  const zone = useMe().data?.team.time_zone
  const periods: Record<string, string> = { day: t`today`, week: t`this week`, month: t`this month`, open: t`open` }
  const ends: Record<NonNullable<Notification['ended']>, string> = {
    claimed: t`You claimed it.`,
    taken: t`Another agent was faster.`,
    passed: t`You passed it.`,
    expired: t`The time to claim ran out.`,
    withdrawn: t`It was withdrawn.`,
    answered: t`It was answered.`,
    over: t`There is nothing left to do.`,
  }
  return ({ kind, detail, ended, task, count }) => {
    const by = typeof detail.by === 'string' && detail.by.startsWith('agent_') ? member(detail.by) : null
    if (task && zone) {
      const [text, at] = [task.text, when(task.due_at, zone)]
      return t`${text} · until ${at}`
    }
    if (ended) return ends[ended]
    const instant = (name: string) => {
      const at = detail[name]
      return typeof at === 'string' && zone ? when(at, zone) : null
    }
    const [deadline, due, since, from] = [instant('deadline'), instant('due'), instant('since'), instant('from')]
    const [most, period] = [Number(detail.max), periods[String(detail.limit)] ?? '']
    if (kind === 'offer' && deadline) return t`Until ${deadline}`
    if (kind === 'erasure_due' && from) return t`From ${from}, unless somebody is active on them.`
    if (kind === 'to_read') return t`A mail does not say who asks: make a lead of it, or dismiss it.`
    if (kind === 'doubted') return t`Confirm or refuse that. Until then nobody else gets it.`
    if (kind === 'response_due' && due) return t`Respond until ${due}`
    if (kind === 'reminded' && count > 1) return by ? t`From ${by}` : null
    if (kind === 'reminded' && since) return t`Waits since ${since}`
    if ((kind === 'attention' || kind === 'pooled_long') && since) return t`Since ${since}`
    if (kind === 'source_silent' && since) {
      const usual = duration(Number(detail.usual_seconds))
      return t`Since ${since}. Usually something comes every ${usual}.`
    }
    if (kind === 'source_failing' && since) return t`Since ${since}`
    if (kind === 'response_missed') return detail.stays === false ? t`The lead has moved on.` : null
    if (kind === 'limit_reached' && most) return t`${most} ${period}`
    if (kind === 'address_paused')
      return detail.cause === 'complaint' ? t`A mail was reported as unwanted.` : t`The address does not take mails.`
    if (kind === 'target_disabled')
      return detail.trouble === 'gone'
        ? t`Its server said that it no longer exists.`
        : t`It was out of reach for a day.`
    return null
  }
}
