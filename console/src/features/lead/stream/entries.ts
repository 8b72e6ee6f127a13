import type { Shapes } from '@/api/client'
import { matchDecisions } from '../history/matchDecisions'

type TimelineEntry = Shapes['TimelineEntry']

/** What is said in a message; the inquiry that the lead came with has no channel. */
export interface Written {
  direction: 'in' | 'out'
  channel?: Shapes['Message']['channel']
  body: string
  by: string
}

/** A comment; until its own list is read, of its task only the timeline's part is known. */
export interface Commented {
  comment_id: string
  lead_id: string
  body: string
  mentions: string[]
  by: string
  /** Whether it stood above a mail that its author passed on. */
  forwarded?: boolean
  edited_at?: string | undefined
  deleted_at?: string | undefined
  /** What it said before, the oldest first, for who may read it. */
  former?: Shapes['FormerText'][] | undefined
  may?: Shapes['CommentVerb'][]
  task?: {
    task_id?: string
    text?: string
    due_at?: string
    done: boolean
    done_at?: string
    agent_id?: string
    state?: string
    may: Shapes['TaskVerb'][]
  }
}

/** One thing that was said, done or happened; `id` is how a link names it. */
export type Entry = { id: string; at: string } & (
  | { kind: 'message'; written: Written }
  | { kind: 'comment'; comment: Commented }
  | { kind: 'interaction' | 'note'; event: TimelineEntry }
  | { kind: 'event'; event: TimelineEntry; decision?: Shapes['Trace'] | undefined }
)

/** The API's answers about one lead; messages and comments as far as their pages were read. */
export interface Answers {
  lead: Pick<Shapes['Lead'], 'lead_id' | 'message' | 'created_at' | 'source_title'>
  timeline: readonly TimelineEntry[]
  decisions: readonly Shapes['Trace'][]
  messages: readonly Shapes['Message'][]
  comments: readonly Shapes['Comment'][]
}

/** A timeline holds so many messages, interactions, notes and comments beside the history, the newest. */
const TIMELINE_HOLDS = 200
const SAID = new Set<TimelineEntry['kind']>(['message', 'interaction', 'note', 'comment'])
export const INQUIRY = 'inquiry'

const told = (detail: TimelineEntry['detail'], name: string) => String(detail[name] ?? '')

/** Return whether older messages and comments may exist than the timeline holds. */
export function isCut(timeline: readonly TimelineEntry[]): boolean {
  return timeline.filter((one) => SAID.has(one.kind)).length >= TIMELINE_HOLDS
}

/** Merge the API's answers into one stream, oldest first, each thing once. */
export function mergeStream({ lead, timeline, decisions, messages, comments }: Answers): Entry[] {
  const found = new Map<string, Entry>()
  const put = (entry: Entry) => found.set(entry.id, entry)
  matchDecisions(timeline, decisions).forEach(({ event, decision }, place) => {
    const entry = fromTimeline(event, lead.lead_id)
    put(entry ?? { id: `event_${event.at}_${place}`, at: event.at, kind: 'event', event, decision })
    if (event.kind === 'received' && !event.lead_id && lead.message) put(inquiry(lead, lead.message))
    if (event.kind === 'received' && typeof event.detail.message === 'string') put(inquiryOfMerged(event))
  })
  if (lead.message && !found.has(INQUIRY)) put(inquiry(lead, lead.message))
  for (const { message_id: id, at, direction, channel, body, by } of messages)
    put({ id, at, kind: 'message', written: { direction, channel, body, by } })
  for (const one of comments)
    put({ id: one.comment_id, at: one.at, kind: 'comment', comment: commented(one, lead.lead_id) })
  return [...found.values()].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

function inquiry({ created_at: at }: Answers['lead'], body: string): Entry {
  return { id: INQUIRY, at, kind: 'message', written: { direction: 'in', body, by: 'provider' } }
}

/** Return what the person asked when they were another lead, which went into this one. */
function inquiryOfMerged({ at, lead_id, detail }: TimelineEntry): Entry {
  const written = { direction: 'in', body: told(detail, 'message'), by: 'provider' } as const
  return { id: `${INQUIRY}_${lead_id ?? ''}`, at, kind: 'message', written }
}

/** Return what was said or done; nothing for an event of the history. */
function fromTimeline(event: TimelineEntry, lead_id: string): Entry | undefined {
  const { at, by, detail } = event
  const body = told(detail, 'body')
  if (event.kind === 'message') {
    const direction = detail.direction === 'in' ? 'in' : 'out'
    const channel = detail.channel as Shapes['Message']['channel']
    return { id: told(detail, 'message_id'), at, kind: 'message', written: { direction, channel, body, by } }
  }
  if (event.kind === 'comment') {
    const comment_id = told(detail, 'comment_id')
    const mentions = (detail.mentions ?? []) as string[]
    const task = detail.task as { due_at?: string; done: boolean } | undefined
    const forwarded = detail.forwarded === true
    const instant = (name: string) => told(detail, name) || undefined
    const comment = {
      comment_id,
      lead_id,
      body,
      mentions,
      by,
      forwarded,
      edited_at: instant('edited_at'),
      deleted_at: instant('deleted_at'),
      ...(task ? { task: { ...task, may: [] } } : {}),
    }
    return { id: comment_id, at, kind: 'comment', comment }
  }
  if (event.kind === 'interaction' || event.kind === 'note')
    return { id: told(detail, 'note_id'), at, kind: event.kind, event }
  return undefined
}

/** Return a comment as it is shown: what is done about one of a merged lead is done on the lead that it is read on. */
function commented({ task, ...said }: Shapes['Comment'], lead_id: string): Commented {
  const known = { ...said, lead_id, forwarded: said.forwarded === true }
  return task ? { ...known, task: { ...task, done: Boolean(task.done_at) } } : known
}

interface Paged {
  /** What was read so far, the newest first. */
  items: readonly { at: string }[]
  /** Whether there is more. */
  more: boolean
}

/**
 * Return the instant from which on the stream is known without gaps; nothing where all of it is.
 *
 * The timeline is whole from the oldest thing said that it holds, each list from the last that was read of it.
 */
export function knownFrom(timeline: readonly TimelineEntry[], lists: readonly Paged[]): string | undefined {
  if (!isCut(timeline)) return undefined
  const oldestSaid = timeline.find((one) => SAID.has(one.kind))?.at ?? ''
  const ends = lists.filter((one) => one.more).map((one) => one.items.at(-1)?.at ?? oldestSaid)
  if (ends.length === 0) return undefined
  const latest = ends.reduce((one, other) => (Date.parse(one) > Date.parse(other) ? one : other))
  return Date.parse(latest) < Date.parse(oldestSaid) ? latest : oldestSaid
}

/** Return where a link that names no entry leads: to the last comment that mentions the member, else to the last entry. */
export function landingFor(agentId: string, entries: readonly Entry[]): Entry | undefined {
  const mentions = (one: Entry) => one.kind === 'comment' && one.comment.mentions.includes(agentId)
  return entries.filter(mentions).at(-1) ?? entries.at(-1)
}
