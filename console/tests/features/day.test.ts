import { expect, test } from 'vitest'
import type { Shapes } from '@/api/client'
import { gapHours, gapsAhead } from '@/features/dashboard/gaps'
import { filtersOf, takesOwner, whichOf } from '@/features/leads/conversations/which'
import { tasksOfDay } from '@/features/tasks/due'

const NOON = Date.parse('2026-11-27T11:00:00Z') // 12:00 in Madrid
const due = (...at: string[]) => at.map((due_at) => ({ due_at }))
const times = (tasks: { due_at: string }[]) => tasks.map((one) => one.due_at)

test('the day’s tasks are what is overdue and what is due until midnight by the team’s clocks', () => {
  const open = due('2026-11-20T09:00:00Z', '2026-11-27T08:00:00Z', '2026-11-27T16:00:00Z', '2026-11-27T22:59:00Z')
  const later = due('2026-11-27T23:00:00Z', '2026-11-28T09:00:00Z')
  expect(tasksOfDay([...open, ...later], NOON, 'Europe/Madrid')).toEqual(open)
  expect(tasksOfDay([...open, ...later], NOON, 'UTC')).toHaveLength(5)
})

test('where the day has few tasks, the next ones are shown, three in all', () => {
  const open = due('2026-11-27T16:00:00Z', '2026-12-01T09:00:00Z', '2026-12-02T09:00:00Z', '2026-12-03T09:00:00Z')
  expect(times(tasksOfDay(open, NOON, 'Europe/Madrid'))).toEqual(times(open.slice(0, 3)))
  expect(tasksOfDay([], NOON, 'UTC')).toEqual([])
})

test('the list of open conversations is as the address tells it', () => {
  expect(filtersOf({})).toEqual({})
  expect(filtersOf({ which: 'waiting', owner: 'agent_1', source: 'source_1', sort: 'opened' })).toEqual({
    unanswered: true,
    owner: 'agent_1',
    source: 'source_1',
    sort: 'opened',
  })
  expect(filtersOf({ which: 'alone' })).toEqual({ unactioned: true })
  expect([filtersOf({ which: 'away', owner: 'agent_1' }), filtersOf({ which: 'nobody' })]).toEqual([
    { owner: 'away' },
    { owner: 'none' },
  ])
  expect([whichOf({ which: 'constructor' }), takesOwner('all'), takesOwner('nobody')]).toEqual(['all', true, false])
})

const cell = (date: string, from: number, to: number, gap = true) =>
  ({ date, from, to, gap, agents: 0, conditional: 0, overridden: false }) as Shapes['CoverageHours']
const week = (...sources: [string, Shapes['CoverageHours'][]][]): Shapes['Coverage'] => ({
  from: '2026-11-27',
  to: '2026-12-03',
  time_zone: 'Europe/Madrid',
  sources: sources.map(([title, cells]) => ({ source_id: title, title, cells })),
  week_gaps: {},
  coming: [],
})
const at = (wall: string) => Date.parse(`${wall}:00Z`)

test('a gap over midnight is one, begins now at the earliest, and names the sources that have it', () => {
  const night = [cell('2026-11-27', 0, 8), cell('2026-11-27', 8, 21, false), cell('2026-11-27', 21, 24)]
  const cells = [...night, cell('2026-11-28', 0, 9), cell('2026-11-28', 9, 24, false)]
  const gaps = gapsAhead(week(['Web', cells], ['Portal', cells]), '2026-11-27 12:30')
  expect(gaps).toEqual([
    { from: at('2026-11-27T21:00'), to: at('2026-11-28T09:00'), titles: ['Web', 'Portal'], now: false },
  ])
  expect(gapHours(gaps)).toBe(12)
  const [begun] = gapsAhead(week(['Web', cells]), '2026-11-27 22:10')
  expect(begun).toMatchObject({ from: at('2026-11-27T22:00'), now: true })
})

test('hours in which two sources have gaps are counted once', () => {
  const gaps = gapsAhead(
    week(['Web', [cell('2026-11-28', 8, 12)]], ['Portal', [cell('2026-11-28', 10, 14)]]),
    '2026-11-27 12:00',
  )
  expect(gaps.map((one) => one.titles)).toEqual([['Web'], ['Portal']])
  expect(gapHours(gaps)).toBe(6)
})
