import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Api } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { NewLead } from '@/features/entry/NewLead'
import { ServerClock } from '@/lib/clock'

const ME = { agent_id: 'me', role: 'agent', team: { time_zone: 'Europe/Madrid', language: 'en' } }

test('a lead that is saved before it is known who signed in is sent as soon as that is', async () => {
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  const answers: Record<string, unknown> = { '/me': ME }
  const api = {
    GET: vi.fn(async (path: string) => {
      await answered
      return { data: answers[path] ?? { items: [], sources: [], agents: [] }, response: new Response() }
    }),
    POST: vi.fn(() => Promise.resolve({ data: { lead_id: 'one' }, response: new Response(null, { status: 201 }) })),
  }
  const home = createRootRoute({ component: NewLead })
  const router = createRouter({ routeTree: home, history: createMemoryHistory() })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <ConsoleContext.Provider
            value={{
              api: api as unknown as Api,
              clock: new ServerClock(),
              leave: () => Promise.resolve(),
              askPool: vi.fn(),
            }}
          >
            <RouterProvider router={router as never} />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  const user = userEvent.setup()
  await user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Eva')
  await user.click(screen.getByRole('radio', { name: /^To me/ }))
  await user.click(screen.getByRole('button', { name: 'Enter the lead' }))
  expect(api.POST).not.toHaveBeenCalled()
  answer()
  const sent = expect.objectContaining({ routing: { agent_id: 'me' } })
  await waitFor(() => expect(api.POST).toHaveBeenCalledWith('/leads', expect.objectContaining({ body: sent })))
})
