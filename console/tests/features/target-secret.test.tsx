import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Api } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { FormerTargetSecret, RenewTargetSecret } from '@/features/outbound/TargetSecret'
import type { Target } from '@/features/outbound/useTargets'
import { ServerClock } from '@/lib/clock'
import { Questions } from '@/ui/feedback/useConfirm'

const RENEWED: Target = {
  target_id: 'crm',
  url: 'https://crm.example.com/hook',
  events: ['lead.claimed'],
  status: 'active',
  created_at: '2026-11-27T08:00:00Z',
  previous_until: '2026-11-28T08:00:00Z',
  version: 2,
}
const ME = { agent_id: 'me', role: 'rainmaker', team: { time_zone: 'Europe/Madrid', language: 'en' } }

function show(target: Target) {
  const answer = (data: unknown) => vi.fn(() => Promise.resolve({ data, response: new Response() }))
  const api = { GET: answer(ME), POST: answer({ ...target, secret: 'whsec_new' }), DELETE: answer(undefined) }
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
            <Questions>
              <RenewTargetSecret target={target} />
              <FormerTargetSecret target={target} />
            </Questions>
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  return { api, user: userEvent.setup() }
}

const params = { path: { target_id: 'crm' }, header: { 'If-Match': '"2"' } }

test("a target's former secret is told with its end, and revoked after a question", async () => {
  const { api, user } = show(RENEWED)
  expect(await screen.findByText(/The former secret works until .*28/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Revoke now' }))
  expect(api.DELETE).not.toHaveBeenCalled()
  await user.click(await screen.findByRole('button', { name: 'Revoke' }))
  expect(api.DELETE).toHaveBeenCalledWith('/outbound/{target_id}/secret/former', { params })
})

test.each([
  ['signs for a day more', false],
  ['ends at once where it has leaked', true],
])("with a target's new secret the old one %s", async (_, leaked) => {
  const { api, user } = show(RENEWED)
  await user.click(await screen.findByRole('button', { name: 'Renew the secret' }))
  if (leaked) await user.click(await screen.findByRole('checkbox', { name: /has leaked/ }))
  await user.click(await screen.findByRole('button', { name: 'Renew' }))
  expect(api.POST).toHaveBeenCalledWith('/outbound/{target_id}/secret', { params, body: { revoke_former: leaked } })
  expect(await screen.findByText('whsec_new')).toBeVisible()
})
