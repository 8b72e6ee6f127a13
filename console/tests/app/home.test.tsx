import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { createApi } from '@/api/client'
import { ConsoleContext, type Me } from '@/api/context'
import { forgetRole } from '@/api/useRole'
import { Home } from '@/app/home/Home'
import { barOf, menuOf } from '@/app/screens'
import { ServerClock } from '@/lib/clock'
// What the screen loads on demand is here before the tests begin.
import '@/app/home/RestOfDay'
import '@/features/offers/Offers'

/** Open the console's own address; the API says the role, or does not answer yet. */
function open(role: Me['role'] | undefined) {
  vi.stubGlobal('fetch', (request: Request) => {
    if (new URL(request.url).pathname !== '/me')
      return Promise.resolve(Response.json({ items: [], now: new Date().toISOString() }))
    if (!role) return new Promise(() => undefined)
    const receiving = { now: true, reasons: [], limits: [] }
    return Promise.resolve(Response.json({ role, receiving, pauses: [], team: { time_zone: 'UTC' } }))
  })
  const api = createApi('http://relevo.test', { token: () => Promise.resolve('token') }, () => undefined)
  const root = createRootRoute()
  const at = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component })
  const router = createRouter({
    routeTree: root.addChildren([at('/', Home), at('/dashboard', () => <h1>Dashboard</h1>)]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
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
  return router
}

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

test('an agent lands on their day, with their offers', async () => {
  open('agent')
  expect(await screen.findByRole('heading', { level: 1, name: 'My day' })).toBeVisible()
  expect(await screen.findByRole('heading', { level: 2, name: 'Offers' })).toBeVisible()
})

test.each<Me['role']>(['manager', 'rainmaker'])(
  'a %s lands on the dashboard, which takes the address',
  async (role) => {
    const router = open(role)
    expect(await screen.findByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible()
    expect(router.state.location.pathname).toBe('/dashboard')
    expect(router.history.length).toBe(1)
  },
)

test('until the API has said the role, the last one on this device decides; without one, nobody’s screen is shown', async () => {
  open('manager')
  await screen.findByRole('heading', { level: 1, name: 'Dashboard' })
  const again = open(undefined)
  await waitFor(() => expect(again.state.location.pathname).toBe('/dashboard'))
  forgetRole()
  open(undefined)
  expect(await screen.findByRole('heading', { level: 1, name: 'Start' })).toBeVisible()
})

test.each<[Me['role'], string[]]>([
  ['agent', ['/', '/mine', '/pool', '/tasks']],
  ['manager', ['/dashboard', '/leads', '/mine', '/tasks']],
  ['rainmaker', ['/dashboard', '/leads', '/mine', '/tasks']],
])('the bar of the role %s has four screens of its menu', (role, expected) => {
  const bar = barOf(role)
  expect(bar.map((one) => one.to)).toEqual(expected)
  expect(menuOf(role)).toEqual(expect.arrayContaining(bar))
})
