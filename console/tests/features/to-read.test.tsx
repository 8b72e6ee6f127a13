import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Api, Shapes } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { Screens } from '@/app/Screens'
import { ToRead } from '@/features/toread/ToRead'
import { ServerClock } from '@/lib/clock'

const MAIL: Shapes['ToReadEntry'] = {
  delivery_id: 'one',
  source_id: 'source_1',
  source_title: 'Buzón',
  at: '2026-11-27T08:00:00Z',
  sender: 'Mail Delivery System',
  subject: 'Undelivered Mail',
  text: 'To <b>Eva</b>',
  cut: false,
}

/** Show the screen over mails that wait, with the menu; return what was sent. */
function show(waiting: Shapes['ToReadEntry'][], role: 'agent' | 'manager' = 'manager') {
  const sent: string[] = []
  const answers: Record<string, unknown> = {
    '/me': { role, team: { time_zone: 'Europe/Madrid' } },
    '/to-read/count': { count: waiting.length },
  }
  const GET = (path: string) => {
    sent.push(path)
    return Promise.resolve({ data: answers[path] ?? { items: waiting, next: null } })
  }
  const POST = (path: string) => {
    sent.push(path)
    return Promise.resolve({ data: { lead_id: 'lead_1', repeat: false } })
  }
  const api = { GET, POST } as unknown as Api
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  const root = createRootRoute()
  const at = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component })
  const both = () => (
    <>
      <Screens role={role} path="/to-read" onGo={() => undefined} />
      <ToRead />
    </>
  )
  const router = createRouter({
    routeTree: root.addChildren([at('/to-read', both), at('/leads/$leadId', () => <p>The lead</p>)]),
    history: createMemoryHistory({ initialEntries: ['/to-read'] }),
  })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <Notifications />
            <RouterProvider router={router as never} />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  return sent
}

test('a mail is shown as text, and one click makes a lead of it', async () => {
  const sent = show([MAIL])
  expect(await screen.findByText('To <b>Eva</b>')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Make a lead: Undelivered Mail' }))
  expect(await screen.findByText('The lead')).toBeInTheDocument()
  expect(sent).toContain('/to-read/{source_id}/{delivery_id}/lead')
})

test('a dismissed mail can be taken back', async () => {
  const sent = show([MAIL])
  await userEvent.click(await screen.findByRole('button', { name: 'Dismiss: Undelivered Mail' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  const acts = () => sent.filter((path) => path.includes('{delivery_id}'))
  await waitFor(() =>
    expect(acts()).toEqual([
      '/to-read/{source_id}/{delivery_id}/dismiss',
      '/to-read/{source_id}/{delivery_id}/restore',
    ]),
  )
})

test('the menu says how many wait', async () => {
  show([MAIL, { ...MAIL, delivery_id: 'two' }])
  expect(await screen.findByRole('link', { name: 'To read 2' })).toBeInTheDocument()
})

test('nothing to read is said, and the menu shows no number', async () => {
  show([])
  expect(await screen.findByRole('heading', { name: 'Nothing to read' })).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'To read' })).toBeInTheDocument()
})

test('of a mail that is not kept any more no lead can be made', async () => {
  const gone = { ...MAIL }
  delete gone.text
  show([gone])
  expect(await screen.findByText('What was sent is not kept any more.')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Make a lead: Undelivered Mail' })).toBeDisabled()
  expect(screen.getByRole('button', { name: 'Dismiss: Undelivered Mail' })).toBeEnabled()
})

test('an agent has no such screen, and asks for no number', async () => {
  const sent = show([], 'agent')
  await screen.findByRole('heading', { name: 'Nothing to read' })
  expect(screen.queryByRole('link', { name: /To read/ })).toBeNull()
  expect(sent).not.toContain('/to-read/count')
})
