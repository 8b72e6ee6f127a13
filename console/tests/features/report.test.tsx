import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { createApi } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { compared, queryOf } from '@/features/report/address'
import { change } from '@/features/report/figures/changes'
import { Export } from '@/features/report/Export'
import { chosen, orderOf, sorted } from '@/features/report/table/sorting'
import type { Row } from '@/features/report/useReport'
import { ServerClock } from '@/lib/clock'
import { LimitsForm } from '@/ui/forms/LimitsForm'

const NOTHING: Row = {
  received: 0,
  claimed: 0,
  assigned: 0,
  passed: 0,
  expired: 0,
  withdrawn: 0,
  taken: 0,
  in_time: 0,
  in_time_working: 0,
  response_met: 0,
  response_missed: 0,
  responded: 0,
  responded_taken_over: 0,
  appointments: 0,
  appointments_taken_over: 0,
  won: 0,
  won_taken_over: 0,
  won_value: [],
  won_value_taken_over: [],
  contacted: 0,
  re_routed: 0,
  credited: 0,
  merged: 0,
  pool_claimed: 0,
  hand_assigned: 0,
  calls: 0,
  emails: 0,
  texts: 0,
  messages: 0,
}
const row = (name: string, figures: Partial<Row> = {}): Row => ({
  ...NOTHING,
  agent_id: `agent_${name}`,
  name,
  ...figures,
})
const names = (rows: Row[]) => rows.map((one) => one.name).join(' ')

const within = (part: React.ReactNode, answer = () => new Response('{}')) => {
  globalThis.fetch = () => Promise.resolve(answer())
  const api = createApi('http://api.test', { token: () => Promise.resolve('token') }, () => undefined)
  return render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={new QueryClient()}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            {part}
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
}

test.each([
  [9, 12, 'count', { direction: 'down', by: 3 }],
  [12, 9, 'count', { direction: 'up', by: 3 }],
  [0, 0, 'count', { direction: 'same', by: 0 }],
  [0.75, 0.6656, 'rate', { direction: 'up', by: 8.4 }],
  [0.30001, 0.3, 'rate', { direction: 'same', by: 0 }],
  [48, 53, 'time', { direction: 'down', by: 5 }],
  [undefined, 53, 'time', null],
  [48, undefined, 'time', null],
] as const)('%s after %s, a %s, is %o', (now, before, kind, expected) => {
  expect(change(now, before, kind)).toEqual(expected)
})

test('rows without the figure come last whichever way they are sorted, equal ones by name', () => {
  const rows = [
    row('Eva'),
    row('Ana', { claim_rate: 0.2 }),
    row('Leo', { claim_rate: 0.9 }),
    row('Álex', { claim_rate: 0.2 }),
  ]
  expect(names(sorted(rows, { by: 'claim_rate', down: true }, 'es'))).toBe('Leo Álex Ana Eva')
  expect(names(sorted(rows, { by: 'claim_rate', down: false }, 'es'))).toBe('Álex Ana Leo Eva')
  expect(names(sorted(rows, { by: 'name', down: false }, 'es'))).toBe('Álex Ana Eva Leo')
})

test('a heading sorts figures from the most and names from A; again, the other way round', () => {
  expect(orderOf({})).toEqual({ by: 'received', down: true })
  expect(orderOf({ sort: 'nonsense' })).toEqual({ by: 'received', down: true })
  expect(chosen(orderOf({}), 'won')).toEqual({ sort: 'won', dir: 'desc' })
  expect(chosen(orderOf({ sort: 'won', dir: 'desc' }), 'won')).toEqual({ sort: 'won', dir: 'asc' })
  expect(chosen(orderOf({}), 'name')).toEqual({ sort: 'name', dir: 'asc' })
})

test('an address asks for what it says, and for nothing while its two dates make no range', () => {
  expect(queryOf({})).toEqual({ range: 'mtd', by: 'agent' })
  expect(queryOf({ range: 'ytd', by: 'route', compare: 'previous' })).toEqual({
    range: 'ytd',
    by: 'route',
    compare: 'previous',
  })
  expect(queryOf({ range: 'all', compare: 'previous' })).toEqual({ range: 'all', by: 'agent' })
  expect(queryOf({ range: 'custom', from: '2026-11-01', to: '2026-11-15' })).toEqual({
    range: '2026-11-01..2026-11-15',
    by: 'agent',
  })
  expect(queryOf({ range: 'custom', from: '2026-11-15', to: '2026-11-01' })).toBeNull()
  expect(queryOf({ range: 'custom', from: '2026-11-15' })).toBeNull()
})

test('the screen compares with the period before, except all time', () => {
  expect(compared({ range: 'mtd', by: 'route' })).toEqual({ range: 'mtd', by: 'route', compare: 'previous' })
  expect(compared({ range: 'all', by: 'agent' })).toEqual({ range: 'all', by: 'agent' })
})

test('a manager who may not export reads so in place of the button', async () => {
  const refused = () => new Response('{"code": "forbidden", "detail": "No."}', { status: 403 })
  within(<Export query={{ range: 'mtd' }} name="routing" />, refused)
  await userEvent.click(screen.getByRole('button', { name: 'Download CSV' }))
  expect(await screen.findByText('Your team lets only the Rainmaker export figures.')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

test('a limit that is emptied is none, and 0 is one', async () => {
  const saved: object[] = []
  within(<LimitsForm limits={{ per_day: 5, open: 20 }} send={async (limits) => saved.push(limits)} />)
  await userEvent.clear(screen.getByLabelText('Per day'))
  await userEvent.type(screen.getByLabelText('Per week'), '0')
  await userEvent.click(screen.getByRole('button', { name: 'Save limits' }))
  expect(saved).toEqual([{ per_day: null, per_week: 0, open: 20 }])
})

test('a day that allows more than its week is pointed out', () => {
  within(<LimitsForm limits={{ per_day: 5, per_week: 3 }} send={async () => undefined} />)
  expect(screen.getByText(/can never be reached/)).toBeVisible()
})
