import { expect, test } from 'vitest'
import { type Cell, type Coverage, fewest, gapAround, hoursOf, routesIn, signs } from '@/features/coverage/week'
import { later, mondayOf } from '@/lib/dates'

const cell = (date: string, from: number, to: number, told: Partial<Cell> = {}): Cell => ({
  date,
  from,
  to,
  agents: 0,
  gap: false,
  overridden: false,
  conditional: 0,
  ...told,
})
const DAYS = Array.from({ length: 7 }, (_, n) => later('2026-11-23', n))
const covered = { route_id: 'day', agents: 3 }

/** A week of two sources: on Tuesday the web lacks 0–8 and 22–24, the portal 4–8. */
const WEEK: Coverage = {
  from: '2026-11-23',
  to: '2026-11-29',
  time_zone: 'Europe/Madrid',
  week_gaps: {},
  coming: [],
  sources: [
    {
      source_id: 'web',
      title: 'Web',
      cells: DAYS.flatMap((date) => (date === '2026-11-24' ? tuesday(8) : whole(date))),
    },
    {
      source_id: 'portal',
      title: 'Portal',
      cells: DAYS.flatMap((date) =>
        date === '2026-11-24'
          ? [
              cell(date, 0, 4, { route_id: 'night', agents: 1 }),
              cell(date, 4, 8, { gap: true }),
              cell(date, 8, 24, covered),
            ]
          : whole(date),
      ),
    },
  ],
}

function whole(date: string): Cell[] {
  return [cell(date, 0, 24, covered)]
}

function tuesday(opens: number): Cell[] {
  const date = '2026-11-24'
  return [
    cell(date, 0, 3, { gap: true }),
    cell(date, 3, opens, { gap: true, conditional: 1 }),
    cell(date, opens, 22, covered),
    cell(date, 22, 24, { gap: true }),
  ]
}

const day = (source?: string) => hoursOf(WEEK, source)[1] ?? []

test('a week is seven days of 24 hours', () => {
  expect(hoursOf(WEEK, undefined).map((hours) => hours.length)).toEqual([24, 24, 24, 24, 24, 24, 24])
})

test('a gap opens a route for the whole of it, through cells that differ in something else', () => {
  expect(gapAround(day('web'), 5, false)).toEqual({ source: 'web', day: 'tue', from: '00:00', to: '08:00' })
})

test('a gap that lasts until midnight ends at 24:00', () => {
  expect(gapAround(day('web'), 23, false)).toEqual({ source: 'web', day: 'tue', from: '22:00', to: '24:00' })
})

test('an hour without a gap opens nothing', () => {
  expect(gapAround(day('web'), 12, false)).toBeNull()
})

test('of all sources, a gap that they have in common is for all of them; else it is for the one that has it', () => {
  expect(gapAround(day(), 5, true)).toEqual({ day: 'tue', from: '04:00', to: '08:00' })
  expect(gapAround(day(), 1, true)).toEqual({ source: 'web', day: 'tue', from: '00:00', to: '08:00' })
})

test('of all sources, an hour tells each route once, and the fewest agents', () => {
  const [at2, at12] = [day()[2], day()[12]]
  expect(at2 && routesIn(at2)).toEqual(['night'])
  expect(at2 && fewest(at2)).toBe(1)
  expect(at12 && routesIn(at12)).toEqual(['day'])
})

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2026-11-29', '2026-11-23'],
  ['2027-01-01', '2026-12-28'],
])('%s is in the week of %s', (date, monday) => {
  expect(mondayOf(date)).toBe(monday)
})

test.each([
  [[], ''],
  [['A', 'B', 'C'], 'ABC'],
  [['A', 'B', 'C', 'D'], 'AB+2'],
])('an hour has room for the letters of three routes, and tells how many more there are', (letters, shown) => {
  expect(signs(letters)).toBe(shown)
})
