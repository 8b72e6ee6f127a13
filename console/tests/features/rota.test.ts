import { expect, test } from 'vitest'
import {
  type Shift,
  timesIn,
  valuesOf,
  withChanged,
  withNew,
  without,
  withWeekCopied,
} from '@/features/routes/rota/rota'

const MONDAY = '2026-12-07'
const once: Shift = { shift_id: 'one', from: '2026-12-06T22:00', to: '2026-12-07T06:00', agent_ids: ['ana'] }
const weekly: Shift = {
  shift_id: 'two',
  from: '2026-11-29T11:00',
  to: '2026-11-29T14:00',
  agent_ids: ['ana', 'diego'],
  repeat: { until: '2026-12-27', skips: ['2026-12-20'] },
}
const starts = (shifts: Shift[], monday: string) => timesIn(shifts, monday).map((time) => time.from)
const timeIn = (shift: Shift, monday = MONDAY) => {
  const [time] = timesIn([shift], monday)
  if (!time) throw new Error('there is none')
  return time
}

test('a week shows what begins in it, what lasts into it, and weekly shifts on their dates', () => {
  expect(starts([weekly, once], MONDAY)).toEqual(['2026-12-06T22:00', '2026-12-13T11:00'])
  expect(starts([weekly], '2026-11-16')).toEqual([])
  expect(starts([weekly], '2026-12-14')).toEqual([])
  expect(starts([weekly], '2026-12-21')).toEqual(['2026-12-27T11:00'])
  expect(starts([weekly], '2026-12-28')).toEqual([])
})

test('a single time of a weekly shift is changed without the others', () => {
  const time = timeIn(weekly)
  const after = withChanged([weekly], time, { ...valuesOf(time, MONDAY), agent_ids: ['eva'] }, 'one')
  expect(timesIn(after, MONDAY).map(({ shift }) => [shift.agent_ids, shift.repeat])).toEqual([[['eva'], null]])
  expect(starts(after, '2026-11-30')).toEqual(['2026-12-06T11:00'])
  expect(starts(after, '2026-12-21')).toEqual(['2026-12-27T11:00'])
})

test('from a time on, a weekly shift is changed and what was before stays', () => {
  const time = timeIn(weekly)
  const after = withChanged([weekly], time, { ...valuesOf(time, MONDAY), agent_ids: ['eva'] }, 'later')
  const people = (monday: string) => timesIn(after, monday).map(({ shift }) => shift.agent_ids.join())
  expect([people('2026-11-30'), people(MONDAY), people('2026-12-14'), people('2026-12-21')]).toEqual([
    ['ana,diego'],
    ['eva'],
    [],
    ['eva'],
  ])
  expect(after.map((shift) => shift.shift_id)).toEqual(['two', undefined])
})

test('all of a weekly shift keeps its id when it is changed from its first time on', () => {
  const time = timeIn(weekly, '2026-11-23')
  const after = withChanged([weekly], time, { ...valuesOf(time, MONDAY), title: 'Open house' }, 'later')
  expect(after).toEqual([{ ...weekly, title: 'Open house' }])
})

test('one time, or all from it on, are deleted', () => {
  expect(starts(without([weekly], timeIn(weekly), 'one'), MONDAY)).toEqual([])
  expect(starts(without([weekly], timeIn(weekly), 'one'), '2026-12-21')).toEqual(['2026-12-27T11:00'])
  expect(starts(without([weekly], timeIn(weekly), 'later'), '2026-12-21')).toEqual([])
  expect(without([weekly, once], timeIn(weekly, '2026-11-23'), 'later')).toEqual([once])
  expect(without([once], timeIn(once), 'one')).toEqual([])
})

test('a week is copied once: single shifts that begin in it, not weekly ones', () => {
  const values = { ...valuesOf(null, '2026-12-08'), agent_ids: ['ana'] }
  const shifts = withNew([weekly, once], values)
  const copied = withWeekCopied(shifts, MONDAY)
  expect(starts(copied, '2026-12-14')).toEqual(['2026-12-15T10:00'])
  expect(withWeekCopied(copied, MONDAY)).toEqual(copied)
})
