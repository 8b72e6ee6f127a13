import { describe, expect, test } from 'vitest'
import type { Shapes } from '@/api/client'
import { type Answers, type Entry, isCut, knownFrom, landingFor, mergeStream } from '@/features/lead/stream/entries'
import { nextAct } from '@/features/lead/next/nextAct'
import { filterOf, filtersFor, passes } from '@/features/lead/stream/filters'

type TimelineEntry = Shapes['TimelineEntry']
const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 8, minute)).toISOString()
const event = (minute: number, kind: TimelineEntry['kind'], detail: TimelineEntry['detail'] = {}): TimelineEntry => ({
  at: at(minute),
  by: 'ana',
  kind,
  detail,
})
const written = (minute: number, id: string) =>
  event(minute, 'message', { message_id: id, direction: 'in', channel: 'whatsapp', body: id })
const TASK: Shapes['CommentTask'] = {
  task_id: 'task_1',
  agent_id: 'ana',
  assignee: 'ana',
  text: 'Call',
  state: 'open',
  due_at: at(9),
  may: [],
}
const comment = (minute: number, id: string, more: Partial<Shapes['Comment']> = {}): Shapes['Comment'] => ({
  comment_id: id,
  lead_id: 'lead',
  at: at(minute),
  by: 'marta',
  body: id,
  mentions: [],
  may: [],
  ...more,
})
const merge = (answers: Partial<Answers>) =>
  mergeStream({
    lead: { lead_id: 'lead', created_at: at(0), source_title: 'Web' },
    timeline: [],
    decisions: [],
    messages: [],
    comments: [],
    ...answers,
  })
const ids = (entries: readonly Entry[]) => entries.map((one) => one.id)

describe('the stream of a lead', () => {
  test('is one, oldest first, with what the person asked right after they came in', () => {
    const lead = { lead_id: 'lead', created_at: at(0), source_title: 'Web', message: 'Is it free?' }
    const timeline = [event(0, 'received'), event(0, 'offered'), written(2, 'message_1'), event(3, 'claimed')]
    const found = merge({ lead, timeline, comments: [comment(1, 'comment_1')] })
    expect(found.map((one) => one.kind)).toEqual(['event', 'message', 'event', 'comment', 'message', 'event'])
    expect(found[1]).toMatchObject({ id: 'inquiry', written: { body: 'Is it free?', by: 'provider' } })
  })
  test('tells what the person asked also to those who see no event of how they came in', () => {
    const lead = { lead_id: 'lead', created_at: at(0), source_title: 'Web', message: 'Is it free?' }
    expect(ids(merge({ lead }))).toEqual(['inquiry'])
  })
  test('tells each thing once, a task as its comment’s own list has it', () => {
    const timeline = [
      event(1, 'comment', { comment_id: 'comment_1', body: 'Call', mentions: [], task: { done: false } }),
    ]
    expect(merge({ timeline })).toMatchObject([{ comment: { task: { done: false, may: [] } } }])
    const task = { ...TASK, may: ['finish' as const] }
    const found = merge({ timeline, comments: [comment(1, 'comment_1', { task })] })
    expect(found).toMatchObject([{ id: 'comment_1', comment: { task: { ...task, done: false } } }])
  })
  test('has a decision with the event that it made', () => {
    const decision = { at: at(1), outcome: 'offered' } as Shapes['Trace']
    const found = merge({ timeline: [event(0, 'received'), event(1, 'offered')], decisions: [decision] })
    expect(found).toMatchObject([{ decision: undefined }, { decision }])
  })
  test('names messages, comments, notes and calls by their ids, for links', () => {
    const timeline = [
      written(1, 'message_1'),
      event(2, 'comment', { comment_id: 'comment_1', body: 'x' }),
      event(3, 'interaction', { note_id: 'note_1', kind: 'call' }),
      event(4, 'note', { note_id: 'note_2', kind: 'note' }),
    ]
    expect(ids(merge({ timeline }))).toEqual(['message_1', 'comment_1', 'note_1', 'note_2'])
  })
})

describe('how far back it is known', () => {
  const many = Array.from({ length: 200 }, (_, place) => written(100 + place, `message_${place}`))
  test('whole, as long as the timeline holds all that was said', () => {
    expect(isCut(many.slice(1))).toBe(false)
    expect(knownFrom(many.slice(1), [{ items: [], more: true }])).toBeUndefined()
  })
  test('from the oldest that the timeline holds, until the lists reach further', () => {
    expect(isCut(many)).toBe(true)
    expect(knownFrom(many, [{ items: [], more: true }])).toBe(at(100))
    const further = { items: [{ at: at(290) }, { at: at(40) }], more: true }
    expect(knownFrom(many, [further, { items: [{ at: at(120) }], more: true }])).toBe(at(100))
    expect(knownFrom(many, [further, { items: [{ at: at(60) }], more: true }])).toBe(at(60))
  })
  test('whole again once the lists are read to their end', () => {
    expect(knownFrom(many, [{ items: [{ at: at(1) }], more: false }])).toBeUndefined()
  })
})

describe('its filters', () => {
  const entries = merge({
    timeline: [
      event(0, 'received'),
      written(1, 'message_1'),
      event(2, 'interaction', { note_id: 'note_1' }),
      event(3, 'note', { note_id: 'note_2' }),
    ],
    comments: [comment(4, 'comment_1', { mentions: ['ana'] }), comment(5, 'comment_2', { task: TASK })],
  })
  test.each([
    ['messages', ['message_1', 'note_1']],
    ['comments', ['note_2', 'comment_1', 'comment_2']],
    ['tasks', ['comment_2']],
    ['history', [`event_${at(0)}_0`]],
  ] as const)('%s shows what belongs to it', (filter, shown) => {
    expect(ids(entries.filter((one) => passes(filter, one)))).toEqual(shown)
    expect(entries.filter((one) => passes('all', one))).toEqual(entries)
  })
  test('are only those of what the user may read; none where that is the history alone', () => {
    expect(filtersFor(['claim'])).toEqual([])
    expect(filtersFor(['record_message'])).toEqual(['all', 'messages', 'history'])
    expect(filtersFor(['record_message', 'comment'])).toEqual(['all', 'messages', 'comments', 'tasks', 'history'])
  })
  test('are found by what old links say, and none by what nobody knows', () => {
    const every = filtersFor(['record_message', 'comment'])
    expect(filterOf('conversation', every)).toBe('messages')
    expect(filterOf('timeline', every)).toBe('all')
    expect(filterOf('comments', every)).toBe('comments')
    expect(filterOf('whatever', every)).toBe('all')
    expect(filterOf('comments', [])).toBe('all')
  })
  test('a link to the comments leads to the last one that mentions whoever follows it', () => {
    expect(landingFor('ana', entries)?.id).toBe('comment_1')
    expect(landingFor('bruno', entries)?.id).toBe('comment_2')
    expect(landingFor('bruno', [])).toBeUndefined()
  })
})

describe('what comes next', () => {
  const me = { agent_id: 'ana' }
  const lead: Parameters<typeof nextAct>[0] = {
    may: ['record_interaction'],
    state: 'owned',
    stage: 'new',
    owner: 'ana',
  }
  test('is the response that is owed, then an answer, then the first contact', () => {
    const waits = { conversation: { opened_at: at(0), waiting_since: at(5) } }
    const owed = { response: { actions: ['call' as const], due: at(9) } }
    expect(nextAct({ ...lead, ...waits, ...owed }, me)).toEqual({ kind: 'respond', actions: ['call'], due: at(9) })
    expect(nextAct({ ...lead, ...waits, stage: 'contacted' }, me)).toEqual({ kind: 'answer', since: at(5) })
    expect(nextAct({ ...lead, ...waits }, me)).toEqual({ kind: 'first' })
  })
  test('is nothing where nobody waits, where the lead is closed, or for who may record nothing', () => {
    expect(nextAct({ ...lead, stage: 'contacted' }, me)).toBeNull()
    expect(nextAct({ ...lead, state: 'closed' }, me)).toBeNull()
    expect(nextAct({ ...lead, may: [] }, me)).toBeNull()
    expect(nextAct({ ...lead, owner: 'bruno' }, me)).toBeNull()
  })
})
