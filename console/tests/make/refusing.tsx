import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createApi, type Shapes } from '@/api/client'
import { ConsoleContext, type Me } from '@/api/context'
import { ServerClock } from '@/lib/clock'

export type Mistake = Pick<Shapes['FieldError'], 'loc' | 'reason'>

const AT = '2026-11-27T08:00:00Z'
export const LEAD: Shapes['Lead'] & Pick<Shapes['LeadDetail'], 'readers'> = {
  lead_id: 'one',
  state: 'owned',
  owner: 'ana',
  stage: 'new',
  since: AT,
  created_at: AT,
  last_activity_at: AT,
  attributes: {},
  contact: { first_name: 'Eva', last_name: 'Sol', emails: [], phones: [] },
  source_title: 'Web',
  version: 1,
  readers: ['bruno', 'me'],
  may: ['assign'],
}
const OTHER: Shapes['Lead'] = { ...LEAD, lead_id: 'two', contact: { ...LEAD.contact, first_name: 'Eve' } }
export const ME = { agent_id: 'me', role: 'manager', team: { time_zone: 'Europe/Madrid', language: 'en' } } as Me
const DIRECTORY = {
  agents: [
    { agent_id: 'bruno', name: 'Bruno', role: 'agent', status: 'active' },
    { agent_id: 'carla', name: 'Brunilda', role: 'agent', status: 'active' },
  ],
  sources: [{ source_id: 'web', title: 'Web' }],
  routes: [],
}
const ANSWERS: Record<string, unknown> = { '/me': ME, '/directory': DIRECTORY, '/leads/one': LEAD, '/leads/two': OTHER }
const NOTHING = { items: [], members: [], next: null }

/** Show a part of the console; the API refuses everything but reading, for what is wrong with fields. Returns what is sent. */
export async function refusing(part: ReactNode, ...errors: Mistake[]) {
  const refusal = { code: errors[0]?.reason === 'may_not_see' ? 'may_not_see' : 'invalid', detail: 'No.', errors }
  notifications.clean()
  const sent: unknown[] = []
  globalThis.fetch = async (asked) => {
    const request = asked as Request
    if (request.method === 'GET') return Response.json(ANSWERS[new URL(request.url).pathname] ?? NOTHING)
    sent.push(request.method === 'DELETE' ? new URL(request.url).search : await request.json())
    return Response.json(refusal, { status: 422 })
  }
  const api = createApi('http://api.test', { token: () => Promise.resolve('token') }, () => undefined)
  const root = createRootRoute({ component: () => <main>{part}</main> })
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <Notifications />
        <QueryClientProvider client={new QueryClient()}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <RouterProvider router={router as never} />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  await screen.findByRole('main')
  return sent
}
