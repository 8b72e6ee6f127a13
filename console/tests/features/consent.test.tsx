import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import type { Api, Shapes } from '@/api/client'
import { ConsoleContext, type Me } from '@/api/context'
import { Consents } from '@/features/lead/consent/Consents'
import { ObjectionBanner } from '@/features/lead/consent/ObjectionBanner'
import { ServerClock } from '@/lib/clock'
import { Questions } from '@/ui/feedback/useConfirm'

const AT = '2026-11-27T08:00:00Z'
const ME = { agent_id: 'me', role: 'manager', team: { time_zone: 'Europe/Madrid', language: 'en' } } as Me
type Consent = NonNullable<Shapes['Lead']['consents']>[number]
const stated = (known: Partial<Consent> = {}): Consent => ({
  purpose: 'marketing',
  channel: 'email',
  given: true,
  counts: true,
  at: AT,
  source: 'Web form',
  by: 'provider',
  ...known,
})
const lead = (known: Partial<Shapes['Lead']> = {}): Shapes['Lead'] => ({
  lead_id: 'one',
  state: 'owned',
  stage: 'new',
  since: AT,
  created_at: AT,
  last_activity_at: AT,
  attributes: {},
  contact: { first_name: 'Ana', last_name: 'Gil', emails: [], phones: [] },
  source_title: 'Web',
  version: 1,
  may: [],
  ...known,
})

/** Show a part, and return what is sent: method, path, body. */
function show(part: ReactNode) {
  const sent: unknown[] = []
  const send = (method: string) => (path: string, options: { body?: unknown }) => {
    sent.push([method, path, options.body])
    return Promise.resolve({ data: {} })
  }
  const GET = () => Promise.resolve({ data: { agents: [], sources: [], routes: [] } })
  const api = { GET, PUT: send('PUT'), DELETE: send('DELETE') } as unknown as Api
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <Questions>{part}</Questions>
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  return sent
}

test('what counts is shown with its words and its form, and earlier statements on demand', async () => {
  const consents = [stated({ given: false, text: 'News?' }), stated({ counts: false, source: 'Old form' })]
  show(<Consents lead={lead({ consents })} me={ME} />)
  expect(screen.getByText('Not agreed')).toBeInTheDocument()
  expect(screen.getByText('“News?”')).toBeInTheDocument()
  expect(screen.queryByText(/Old form/)).toBeNull()
  await userEvent.click(screen.getByText('Earlier statements: 1'))
  expect(screen.getByText(/Old form/)).toBeInTheDocument()
})

test('a privacy notice is read, not agreed to, and an unknown purpose keeps its name', () => {
  const consents = [stated({ purpose: 'privacy_notice', channel: 'any' }), stated({ purpose: 'surveys' })]
  show(<Consents lead={lead({ consents })} me={ME} />)
  expect(screen.getByText('Read')).toBeInTheDocument()
  expect(screen.getByText('surveys')).toBeInTheDocument()
  expect(screen.getAllByText('Agreed')).toHaveLength(1)
})

test('who may record nothing and reads no statements sees no section', () => {
  show(<Consents lead={lead()} me={ME} />)
  expect(screen.queryByText('Consent')).toBeNull()
})

test('a withdrawal is recorded with how the team knows', async () => {
  const sent = show(<Consents lead={lead({ may: ['record_consent'] })} me={ME} />)
  await userEvent.click(screen.getByText('Record consent'))
  expect(screen.getByText('Save').closest('button')).toBeDisabled()
  await userEvent.click(screen.getByText('Does not agree'))
  await userEvent.type(screen.getByLabelText(/How we know/), 'a call')
  await userEvent.click(screen.getByText('Save'))
  const body = { purpose: 'marketing', channel: 'any', given: false, source: 'a call', text: '', note: '' }
  await waitFor(() => expect(sent).toEqual([['PUT', '/leads/{lead_id}/consents', body]]))
})

test('an objection is recorded, and one to marketing can be widened', async () => {
  const objection = { what: 'marketing', since: AT } as const
  const sent = show(<Consents lead={lead({ may: ['record_objection'], objection })} me={ME} />)
  await userEvent.click(screen.getByText('Record an objection'))
  await userEvent.click(screen.getByText('Save'))
  await waitFor(() => expect(sent).toEqual([['PUT', '/leads/{lead_id}/objection', { what: 'all' }]]))
})

test('an objection is told to everybody, and withdrawn after a question', async () => {
  const objection = { what: 'marketing', since: AT } as const
  const sent = show(<ObjectionBanner lead={lead({ objection, may: ['withdraw_objection'] })} me={ME} />)
  expect(screen.getByText('This person objects')).toBeInTheDocument()
  expect(screen.getByText('Marketing')).toBeInTheDocument()
  await userEvent.click(screen.getByText('Withdraw the objection'))
  await userEvent.click(await screen.findByText('Withdraw'))
  await waitFor(() => expect(sent).toEqual([['DELETE', '/leads/{lead_id}/objection', undefined]]))
})

test('who does not object has no banner', () => {
  show(<ObjectionBanner lead={lead()} me={ME} />)
  expect(screen.queryByText('This person objects')).toBeNull()
})
