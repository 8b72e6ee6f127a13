import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { createApi, Refused, type Shapes } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { ServerClock } from '@/lib/clock'
import { Absences } from '@/ui/absences/Absences'

afterEach(() => vi.useRealTimers())

const absence = (absence_id: string, side: 'own' | 'team', from: string, until: string): Shapes['Absence'] => ({
  absence_id,
  side,
  from,
  until,
  by: 'me',
  at: '2026-11-27T08:00:00Z',
})
const CHRISTMAS = absence('christmas', 'own', '2098-12-24T00:00:00Z', '2099-01-07T00:00:00Z')
const RUNNING = absence('running', 'own', '2026-01-01T00:00:00Z', '2099-01-01T00:00:00Z')
const TEAMS = absence('theirs', 'team', '2098-12-24T00:00:00Z', '2099-01-07T00:00:00Z')

function show(absences: Shapes['Absence'][], acts: Partial<Parameters<typeof Absences>[0]> = {}) {
  globalThis.fetch = async () => Response.json({ agents: [], sources: [], routes: [] })
  const api = createApi('http://api.test', { token: () => Promise.resolve('token') }, () => undefined)
  const nothing = () => Promise.resolve()
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <Absences
              absences={absences}
              agentId="ana"
              side="own"
              zone="Europe/Madrid"
              about=""
              add={nothing}
              change={nothing}
              remove={nothing}
              {...acts}
            />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  return userEvent.setup()
}

test('one that has begun is ended, one that is planned is removed, and those of the other side are read', async () => {
  const remove = vi.fn(() => Promise.resolve())
  const user = show([RUNNING, CHRISTMAS, TEAMS], { remove })
  expect(screen.getAllByRole('listitem')).toHaveLength(3)
  expect(screen.getAllByRole('button', { name: /^(End|Remove|Change): / })).toHaveLength(4)
  await user.click(screen.getByRole('button', { name: /^Remove: / }))
  await waitFor(() => expect(remove.mock.calls).toEqual([['christmas', expect.anything()]]))
})

test('a change is sent as the form has it, and one that overlaps is refused at its field', async () => {
  const mistake = { loc: ['body', 'until'], reason: 'absence_overlaps', detail: 'It overlaps.', params: {} }
  const change = vi.fn(() => Promise.reject(new Refused('invalid', 422, [mistake as never])))
  const user = show([CHRISTMAS], { change })
  await user.click(screen.getByRole('button', { name: /^Change: / }))
  await user.type(await screen.findByLabelText('Reason'), 'Navidad')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('There is another absence at this time.')).toBeVisible()
  const sent = { from: CHRISTMAS.from, until: CHRISTMAS.until, route_id: null, cover: null, reason: 'Navidad' }
  expect(change.mock.calls).toEqual([['christmas', sent]])
})

test('an end is needed', async () => {
  const add = vi.fn(() => Promise.resolve())
  const user = show([], { add })
  await user.click(screen.getByRole('button', { name: 'Add an absence' }))
  await user.click(await screen.findByRole('button', { name: 'Add' }))
  expect(await screen.findByText('Choose when it ends.')).toBeVisible()
  expect(add).not.toHaveBeenCalled()
})

test('one that the clock has not reached yet, because it is behind, begins by itself, and goes when it is over', () => {
  const at = (milliseconds: number) => new Date(Date.UTC(2026, 10, 30, 9) + milliseconds).toISOString()
  vi.useFakeTimers({ now: Date.parse(at(0)) })
  show([absence('now', 'own', at(600), at(3000))])
  expect(screen.getByText('Planned')).toBeVisible()
  act(() => vi.advanceTimersByTime(600))
  expect(screen.getByText('Now')).toBeVisible()
  act(() => vi.advanceTimersByTime(2400))
  expect(screen.queryAllByRole('listitem')).toEqual([])
})
