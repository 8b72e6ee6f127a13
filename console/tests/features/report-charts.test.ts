// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest'
import type { Shapes } from '@/api/client'
import { loadsOf, meanBefore } from '@/features/dashboard/todayByHour'
import type { Standing } from '@/features/dashboard/useDashboard'
import { shareWithin } from '@/features/report/charts/claimBands'
import { busiest, demandWeek, levelOf, uncoveredLeads } from '@/features/report/charts/demandWeek'
import { funnelOf } from '@/features/report/charts/funnelLevels'
import { withinTarget } from '@/features/report/charts/targetMet'
import { differencesOf, ENOUGH } from '@/features/report/figures/extremes'
import { readColumns, toggled, USUAL } from '@/features/report/table/chosenColumns'
import type { Figures, ReportData, Row } from '@/features/report/useReport'

beforeEach(() => localStorage.clear())

const row = (name: string, figures: Partial<Row>) =>
  ({ agent_id: `agent_${name}`, name, claimed: 0, passed: 0, expired: 0, ...figures }) as Row
const series = (...p90: (number | undefined)[]) =>
  p90.map((one) => ({ p90_claim_seconds: one })) as ReportData['series']

/** A week of coverage from a Monday: what holds all week, then single hours. */
function coverage(...cells: Partial<Shapes['CoverageHours']>[]): Shapes['Coverage'] {
  const whole = { from: 0, to: 24, agents: 2, gap: false, overridden: false, conditional: 0, route_id: 'route_1' }
  const dates = ['23', '24', '25', '26', '27', '28', '29'].map((day) => `2026-11-${day}`)
  const given = dates.flatMap((date) => {
    const own = cells.filter((one) => one.date === date)
    return own.length > 0 ? own.map((one) => ({ ...whole, ...one })) : [{ ...whole, date }]
  })
  return {
    from: '2026-11-23',
    to: '2026-11-29',
    time_zone: 'Europe/Madrid',
    coming: [],
    week_gaps: {},
    sources: [{ source_id: 'source_1', title: 'Web', cells: given as Shapes['CoverageHours'][] }],
  }
}

const HOURS = Array.from({ length: 168 }, (_, hour) => ({ 9: 4, 33: 8, 167: 2 })[hour] ?? 0)

test('each hour of the week has its leads and how this week covers it', () => {
  const gap = { date: '2026-11-24', from: 9, to: 24, gap: true, agents: 0 }
  const nobody = { date: '2026-11-29', agents: 0 }
  const before = { date: '2026-11-24', from: 0, to: 9, agents: 1 }
  const week = demandWeek(HOURS, coverage(before, gap, nobody))
  expect(week[0]?.[9]).toEqual({ day: 0, hour: 9, leads: 4, gap: false, agents: 2 })
  expect(week[1]?.[8]).toMatchObject({ leads: 0, gap: false, agents: 1 })
  expect(week[1]?.[9]).toMatchObject({ leads: 8, gap: true })
  expect(busiest(week)).toMatchObject({ day: 1, hour: 9 })
  expect(uncoveredLeads(week)).toBe(10)
})

test('without a coverage nothing is said of it', () => {
  const week = demandWeek(HOURS, undefined)
  expect(week[1]?.[9]).toEqual({ day: 1, hour: 9, leads: 8, gap: null, agents: null })
  expect(uncoveredLeads(week)).toBe(0)
  expect(
    busiest(
      demandWeek(
        HOURS.map(() => 0),
        undefined,
      ),
    ),
  ).toBeNull()
})

test('an hour is the darker the more leads, and never light with one', () => {
  expect([0, 1, 25, 26, 75, 100].map((leads) => levelOf(leads, 100))).toEqual([0, 1, 1, 2, 3, 4])
  expect(levelOf(1, 1)).toBe(4)
})

test('the funnel is told against what was received, also where a level is higher', () => {
  const totals = { received: 10, claimed: 6, assigned: 2, responded: 7, appointments: 12, won: 0 } as Figures
  expect(funnelOf(totals).map(({ count, share }) => [count, share])).toEqual([
    [10, 1],
    [8, 0.8],
    [7, 0.7],
    [12, 1.2],
    [0, 0],
  ])
  expect(funnelOf({ ...totals, received: 0 })[1]?.share).toBeNull()
})

test('a target is met in the days whose claims were within it, of those that had any', () => {
  expect(withinTarget(series(300, 301, undefined, 20), 300)).toEqual({ met: 2, of: 3 })
  expect(withinTarget([], 300)).toEqual({ met: 0, of: 0 })
})

test('the share within a target is told only where the bands know it', () => {
  const bands = [
    { from: 0, to: 60, claims: 3 },
    { from: 60, to: 300, claims: 1 },
    { from: 300, claims: 4 },
  ]
  expect(shareWithin(bands, 300)).toBe(0.5)
  expect(shareWithin(bands, 60)).toBe(0.375)
  expect(shareWithin(bands, 90)).toBeNull()
  expect(
    shareWithin(
      bands.map((one) => ({ ...one, claims: 0 })),
      300,
    ),
  ).toBeNull()
})

test('the best and the worst are told of rows with enough offers, by the figures that differ', () => {
  const rows = [
    row('Ana', { claimed: 9, expired: 1, claim_rate: 0.9, median_claim_seconds: 40 }),
    row('Leo', { claimed: 6, expired: 4, claim_rate: 0.6, median_claim_seconds: 90 }),
    row('Eva', { claimed: 1, claim_rate: 1, median_claim_seconds: 1 }),
    row('Max', { passed: ENOUGH, claim_rate: 0 }),
  ]
  const found = differencesOf(rows).map(({ key, best, worst }) => [key, best.name, worst.name])
  expect(found).toEqual([
    ['claim_rate', 'Ana', 'Max'],
    ['median_claim_seconds', 'Ana', 'Leo'],
  ])
  expect(differencesOf(rows.slice(0, 1))).toEqual([])
  expect(differencesOf([rows[0], { ...rows[0], agent_id: 'agent_Same' }] as Row[])).toEqual([])
})

test('columns keep the order of the table; the last one stays; nonsense gives the usual ones', () => {
  expect(readColumns('won,received,nothing')).toEqual(['received', 'won'])
  expect(readColumns('')).toEqual(USUAL)
  expect(readColumns(null)).toEqual(USUAL)
  expect(toggled(['won'], 'received')).toEqual(['received', 'won'])
  expect(toggled(['received', 'load'], 'received')).toEqual(['load'])
  expect(toggled(['won'], 'won')).toEqual(['won'])
})

test('an hour before is the mean of its days', () => {
  expect(meanBefore([6, 3, 0], 6)).toEqual([1, 0.5, 0])
})

test('loads are of those who take leads', () => {
  const standing = (name: string, more: object) =>
    ({
      agent_id: name,
      name,
      open_offers: 0,
      open_leads: 0,
      today: { claimed: 0, missed: 0 },
      receiving: { now: false, reasons: ['on_no_active_route'] },
      ...more,
    }) as Standing
  const found = loadsOf([
    standing('boss', {}),
    standing('ana', { receiving: { now: false, reasons: ['hours'] } }),
    standing('leo', { open_leads: 3, today: { claimed: 1, missed: 2 } }),
  ])
  expect(found.map(({ name, open, claimed, missed }) => [name, open, claimed, missed])).toEqual([
    ['ana', 0, 0, 0],
    ['leo', 3, 1, 2],
  ])
})
