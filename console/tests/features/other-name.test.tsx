import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Api, Shapes } from '@/api/client'
import { KEYS } from '@/api/queries/keys'
import { leadQuery } from '@/api/queries/leads'
import { ConsoleContext } from '@/api/context'
import { EventEntry } from '@/features/lead/stream/EventEntry'
import { ServerClock } from '@/lib/clock'

const BEA = { first_name: 'Bea', last_name: 'Casa' }
const AT = '2026-11-27T08:00:00Z'

/** Show a repeat of a lead, and return the bodies that are sent. */
function show(inquiry: object, lead: object) {
  const sent: unknown[] = []
  const PATCH = (_path: string, options: { body?: unknown }) => {
    sent.push(options.body)
    return Promise.resolve({ data: {} })
  }
  const GET = (path: string) =>
    Promise.resolve({ data: path === '/directory' ? { agents: [], sources: [], routes: [] } : lead })
  const api = { GET, PATCH } as unknown as Api
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  queries.setQueryData(KEYS.me, { team: { time_zone: 'Europe/Madrid' } })
  queries.setQueryData(leadQuery(api, 'lead_1').queryKey, lead as Shapes['Lead'])
  const event = { at: AT, kind: 'repeated', by: 'provider', detail: { inquiry } } as Shapes['TimelineEntry']
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <EventEntry event={event} leadId="lead_1" zone="Europe/Madrid" />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  return sent
}

const abel = (may: string[]) => ({ version: 4, may, contact: { first_name: 'Abel', last_name: 'Casa' } })

test('the name of a repeat is told, and taken with one click', async () => {
  const sent = show({ name: BEA, message: 'Dos' }, abel(['edit']))
  expect(screen.getByText('as Bea Casa · Dos')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Use this name' }))
  await waitFor(() => expect(sent).toEqual([{ contact: BEA }]))
})

test.each([
  ['who may not edit', { name: BEA }, abel([])],
  ['who uses it already', { name: BEA }, { ...abel(['edit']), contact: BEA }],
  ['a repeat under the known name', { message: 'Dos' }, abel(['edit'])],
])('nothing is offered for %s', (_, inquiry, lead) => {
  show(inquiry, lead)
  expect(screen.getByText('The person asked again')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Use this name' })).toBeNull()
})
