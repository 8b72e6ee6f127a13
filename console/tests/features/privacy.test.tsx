import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { createApi, type Shapes } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { Privacy } from '@/features/privacy/Privacy'
import { changesOf, timesOf, wrongFields } from '@/features/privacy/times'
import { ServerClock } from '@/lib/clock'
import { LEAD, ME } from '../make/refusing'

afterEach(() => vi.restoreAllMocks())

const PERSON: Shapes['Lead'] = { ...LEAD, contact: { ...LEAD.contact, emails: ['eva@example.com'] } }
const RELATIVE: Shapes['Lead'] = {
  ...PERSON,
  lead_id: 'two',
  contact: { ...PERSON.contact, first_name: 'Leo' },
}
const AT = '2026-11-27T08:00:00Z'
const BEGUN = { erasure_id: 'erasure_1', at: AT, by: 'me', reason: 'request', lead_ids: ['one'], erased: 0 }
const SETTINGS = {
  version: 3,
  retention: { leads_months: 24, deliveries_days: 90, imports_days: 90, keep_won_years: 10 },
}
const OLD = { lead: PERSON, last_activity_at: '2024-11-01T08:00:00Z', erased_from: '2026-12-13T08:00:00Z' }
const PREVIEW = { leads_months: 24, count: 1, more: false, items: [OLD], announcements: [], next: null }

type Answers = Record<string, (body: unknown, url: URL) => unknown>

/** Show the screen; `answers` is what the API answers, by method and path. Returns what was sent. */
async function show(answers: Answers = {}) {
  const known: Answers = {
    'GET /me': () => ME,
    'GET /settings': () => SETTINGS,
    'GET /contacts/retention': () => PREVIEW,
    'POST /contacts/search': () => ({ items: [PERSON, RELATIVE] }),
    'POST /contacts/erase': () => ({ ...BEGUN, status: 'running' }),
    'GET /contacts/erasures/erasure_1': () => ({ ...BEGUN, status: 'done', erased: 1, finished_at: AT }),
    ...answers,
  }
  const sent: [string, unknown][] = []
  globalThis.fetch = async (asked) => {
    const request = asked as Request
    const url = new URL(request.url)
    const body: unknown = request.method === 'GET' ? null : await request.json()
    const name = `${request.method} ${url.pathname}`
    if (body) sent.push([name, body])
    const answer = known[name]?.(body, url) ?? { items: [], next: null }
    return answer instanceof Response ? answer : Response.json(answer)
  }
  const api = createApi('http://api.test', { token: () => Promise.resolve('token') }, () => undefined)
  const root = createRootRoute({ component: Privacy })
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <RouterProvider router={router as never} />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  await screen.findByRole('heading', { name: 'Privacy' })
  return { sent, user: userEvent.setup() }
}

type User = ReturnType<typeof userEvent.setup>

async function find(user: User) {
  await user.type(screen.getByLabelText('E-mail'), 'eva@example.com')
  await user.click(screen.getByRole('button', { name: 'Find' }))
}

async function choose(user: User) {
  await find(user)
  await user.click(await screen.findByRole('checkbox', { name: /Eva Sol/ }))
  await user.click(screen.getByRole('combobox', { name: 'How you know that it is this person' }))
  await user.click(await screen.findByRole('option', { name: 'By an identity document' }))
}

test('nothing can be done before the person is chosen and it is told how they were recognised', async () => {
  const { user } = await show()
  await find(user)
  await screen.findByRole('checkbox', { name: /Leo Sol/ })
  expect(screen.getByRole('button', { name: 'Export' })).toBeDisabled()
  expect(screen.getByRole('button', { name: 'Erase' })).toBeDisabled()
})

test('an address that nobody has is told', async () => {
  const { user } = await show({ 'POST /contacts/search': () => ({ items: [] }) })
  await find(user)
  expect(await screen.findByText('Nobody has this address')).toBeVisible()
})

test('what is no address is told at its field', async () => {
  const errors = [{ loc: ['body', 'email'], msg: 'no', reason: 'not_an_email' }]
  const refusal = () => Response.json({ code: 'invalid', detail: 'No.', errors }, { status: 422 })
  const { user } = await show({ 'POST /contacts/search': refusal })
  await find(user)
  await waitFor(() => expect(screen.getByLabelText('E-mail')).toBeInvalid())
})

test('all pages of an export become one file', async () => {
  const record = { lead_id: 'one', kind: 'lead', record: {} }
  const pages: Answers['x'] = (body) =>
    (body as { cursor?: string }).cursor ? { items: [record], next: null } : { items: [record, record], next: 'more' }
  const { sent, user } = await show({ 'POST /contacts/export': pages })
  const saved = vi.fn<(file: Blob) => string>(() => 'blob:1')
  Object.assign(URL, { createObjectURL: saved, revokeObjectURL: vi.fn() })
  await choose(user)
  await user.click(screen.getByRole('button', { name: 'Export' }))
  expect(await screen.findByText(/It holds 3 records/)).toBeVisible()
  const asked = { lead_ids: ['one'], identity_checked: 'document', limit: 100 }
  expect(sent.slice(1)).toEqual([
    ['POST /contacts/export', asked],
    ['POST /contacts/export', { ...asked, cursor: 'more' }],
  ])
  expect(saved.mock.calls[0]?.[0].type).toBe('application/json')
})

test('a person is erased after a typed word, and how far it is stays on the screen until it is done', async () => {
  let asked = 0
  const running = { ...BEGUN, status: 'running' }
  const done = { ...running, status: 'done', erased: 1, finished_at: AT }
  const { sent, user } = await show({ 'GET /contacts/erasures/erasure_1': () => (asked++ ? done : running) })
  await choose(user)
  await user.click(screen.getByRole('button', { name: 'Erase' }))
  const yes = await screen.findByRole('button', { name: 'Erase for good' })
  expect(yes).toBeDisabled()
  await user.type(screen.getByLabelText('Type ERASE to confirm'), 'erase')
  await user.click(yes)
  expect(await screen.findByText(/0 of 1 leads erased/)).toBeVisible()
  expect(await screen.findByText('The person is erased')).toBeVisible()
  expect(sent.at(-1)).toEqual(['POST /contacts/erase', { lead_ids: ['one'], identity_checked: 'document' }])
  await user.click(screen.getByRole('button', { name: 'Find another person' }))
  expect(await screen.findByLabelText('E-mail')).toBeVisible()
})

test('what the settings will erase is shown, and what a shorter time would, with a warning', async () => {
  const months: (string | null)[] = []
  const preview: Answers['x'] = (_, url) => {
    months.push(url.searchParams.get('leads_months'))
    return { ...PREVIEW, count: months.at(-1) === '12' ? 7 : 1 }
  }
  const { sent, user } = await show({
    'GET /contacts/retention': preview,
    'PATCH /settings': () => ({ version: 4, retention: { ...SETTINGS.retention, leads_months: 12 } }),
  })
  expect(await screen.findByText('Leads that will be erased within three weeks: 1')).toBeVisible()
  const field = screen.getByLabelText('Erase leads without activity for, in months')
  await user.clear(field)
  await user.type(field, '12')
  expect(await screen.findByText('More leads will be erased')).toBeVisible()
  expect(await screen.findByText('Leads that will be erased within three weeks: 7')).toBeVisible()
  expect(months.at(-1)).toBe('12')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent).toEqual([['PATCH /settings', { retention: { leads_months: 12 } }]]))
})

test('a preview that fails can be asked for again', async () => {
  const down = () => Response.json({ code: 'busy', detail: 'No.' }, { status: 503 })
  await show({ 'GET /contacts/retention': down })
  expect(await screen.findByText('This could not be loaded')).toBeVisible()
})

test('what is kept for ever is sent as null, and what is left out by the API is kept for ever', () => {
  const before = timesOf({ leads_months: 24, deliveries_days: 90, imports_days: 90, keep_won_years: 10 })
  expect(before).toMatchObject({ keepsLeads: false, keepsAudit: true })
  expect(changesOf(before, { ...before, keepsLeads: true, importsDays: 30 })).toEqual({
    leads_months: null,
    imports_days: 30,
  })
  expect(changesOf(before, before)).toEqual({})
})

test('times have bounds, where they are set', () => {
  const times = timesOf({ leads_months: 24, deliveries_days: 90, imports_days: 90, keep_won_years: 10 })
  expect(Object.keys(wrongFields({ ...times, leadsMonths: '', auditMonths: 0, importsDays: 6 }))).toEqual([
    'leadsMonths',
    'importsDays',
  ])
  expect(wrongFields({ ...times, keepsLeads: true, leadsMonths: '' })).toEqual({})
})
