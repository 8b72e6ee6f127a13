import type { MessageDescriptor } from '@lingui/core'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import { money, when } from '@/lib/locale'
import { OUTCOMES, REASONS } from '@/ui/words/reasons'
import { useDirectory } from '@/ui/words/useDirectory'
import { useActorName } from '@/ui/words/useActorName'
import { useChangesText } from './useChangesText'
import { INTERACTION_OUTCOMES, INTERACTIONS, GIVE_BACK_REASONS } from './labels'

type Event = Shapes['TimelineEntry']

/** Return how to describe an event of a lead's history: a title and details. */
export function useEventText(): (event: Event) => { title: string; more?: string | undefined } {
  const { t } = useLingui()
  const inShort = useInShort()
  const changes = useChangesText()
  const names = useDirectory()
  const task = useTaskText()
  const by = useActorName()

  return (event) => {
    const detail = event.detail as Record<string, unknown>
    const agents = Array.isArray(detail.agent_ids)
      ? detail.agent_ids.map((id) => names.member(String(id))).join(', ')
      : ''
    const agent = typeof detail.agent_id === 'string' ? names.member(detail.agent_id) : ''
    const who = by(event.by)
    const titles: Record<Event['kind'], string> = {
      received: t`Came in by ${who}`,
      repeated: t`The person asked again`,
      offered: agents ? t`Offered to ${agents}` : t`Offered`,
      claimed: t`Claimed by ${who}`,
      passed: t`Passed on by ${who}`,
      expired: agents ? t`Nobody claimed in time: ${agents}` : t`Nobody claimed in time`,
      assigned: agent ? t`Assigned to ${agent} by ${who}` : t`Assigned by ${who}`,
      pooled: t`Went to the pool`,
      released: t`Returned to the pool by ${who}`,
      given_back: t`Given back by ${who}`,
      handed_over: agent ? t`Handed over to ${agent} by ${who}` : t`Handed over by ${who}`,
      sent: detail.again ? t`Sent through routing again by ${who}` : t`Sent through routing by ${who}`,
      closed: t`Closed by ${who}`,
      reopened: t`Reopened by ${who}`,
      response_missed: t`The response did not come in time`,
      withdrawn:
        detail.reason === 'absent' ? t`The offer went on: who had it is absent` : t`The offer was withdrawn by ${who}`,
      merged: detail.into ? t`Merged into another lead by ${who}` : t`Merged with another lead by ${who}`,
      separated: t`Merge undone by ${who}`,
      attempted: t`${who} tried to enter this person`,
      do_not_contact: t`“Do not contact” changed by ${who}`,
      consent: t`Consent recorded by ${who}`,
      objection: detail.what ? t`Objection recorded by ${who}` : t`Objection withdrawn by ${who}`,
      edited: t`Corrected by ${who}`,
      task_made: agent ? t`Task for ${agent}, set by ${who}` : t`Task set by ${who}`,
      task_changed: agent && detail.from ? t`Task given to ${agent} by ${who}` : t`Task changed by ${who}`,
      task_done: t`Task done by ${who}`,
      task_reopened: t`Task reopened by ${who}`,
      task_deleted: t`Task deleted by ${who}`,
      comment_edited: t`Comment edited by ${who}`,
      comment_deleted: t`Comment deleted by ${who}`,
      conversation_closed: plural(Number(detail.days ?? 0), {
        one: 'The conversation closed itself, after a quiet day',
        other: 'The conversation closed itself, after # quiet days',
      }),
      read_again: t`What was sent was read again by ${who}`,
      erased: t`Erased by ${who}`,
      judged: detail.confirmed ? t`${who} confirms that it is no lead` : t`${who} says that it is a lead`,
      message: detail.direction === 'in' ? t`The person wrote` : t`Written to by ${who}`,
      interaction: t`Contact logged by ${who}`,
      note: t`Note by ${who}`,
      comment: t`Comment by ${who}`,
    }
    const undone = () =>
      agent ? t`Change in bulk undone by ${who}: back to ${agent}` : t`Change in bulk undone by ${who}`
    const inquiry = (detail.inquiry ?? {}) as { message?: string; name?: { first_name: string; last_name: string } }
    const name = inquiry.name ? `${inquiry.name.first_name} ${inquiry.name.last_name}`.trim() : ''
    const words = [
      name ? t`as ${name}` : null,
      inquiry.message,
      detail.bulk_id ? t`in bulk` : null,
      inShort(event.kind, detail),
      event.kind === 'closed' ? detail.reason : null,
      event.kind === 'closed' ? valueOf(detail) : null,
      task(event),
      event.kind === 'read_again' ? changes(detail) : null,
      detail.body,
      detail.note,
      event.kind === 'passed' ? detail.reason : null,
    ]
    const told = words.filter((one): one is string => typeof one === 'string' && one !== '')
    return { title: detail.undoes ? undone() : titles[event.kind], more: told.join(' · ') || undefined }
  }
}

/** Return the value of a deal of which the history tells. */
function valueOf({ value }: Record<string, unknown>): string | null {
  const { amount, currency } = (value ?? {}) as { amount?: number; currency?: string }
  return amount === undefined ? null : money(amount, currency)
}

/** Return what a task of the history says, and until when; of a change also what it said before. */
function useTaskText(): (event: Event) => string | null {
  const { t } = useLingui()
  const zone = useMe().data?.team.time_zone
  return ({ kind, detail }) => {
    if (!kind.startsWith('task_')) return null
    const told = (name: string) => (typeof detail[name] === 'string' ? detail[name] : '')
    const due = told('due_at') && zone ? when(told('due_at'), zone) : ''
    const former = told('former_text')
    const until = due && (kind === 'task_made' || told('former_due_at')) ? t`until ${due}` : ''
    return [told('text'), until, former ? t`before: ${former}` : ''].filter(Boolean).join(' · ')
  }
}

/** Return how to describe an event's outcome or reason. */
function useInShort(): (kind: Event['kind'], detail: Record<string, unknown>) => string {
  const { i18n } = useLingui()
  return (kind, { outcome, reason, kind: done }) => {
    const word = (words: Record<string, MessageDescriptor>, code: unknown) => {
      const found = words[String(code)]
      return found ? i18n._(found) : ''
    }
    if (kind === 'interaction') {
      const came = outcome === done ? '' : word(INTERACTION_OUTCOMES, outcome)
      return [word(INTERACTIONS, done), came].filter(Boolean).join(' · ')
    }
    if (kind === 'closed') return word(OUTCOMES, outcome)
    if (kind === 'pooled') return word(REASONS, reason)
    return kind === 'given_back' ? word(GIVE_BACK_REASONS, reason) : ''
  }
}
