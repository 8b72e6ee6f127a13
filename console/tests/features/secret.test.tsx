import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Api } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { Secret } from '@/features/sources/source/Secret'
import type { Source } from '@/features/sources/useSources'
import { ServerClock } from '@/lib/clock'
import { Questions } from '@/ui/feedback/useConfirm'

const AT = '2026-11-27T08:00:00Z'
const RENEWED: Source = {
  source_id: 'one',
  title: 'Web',
  kind: 'standard',
  status: 'active',
  created_at: AT,
  version: 2,
  previous_until: '2026-11-28T08:00:00Z',
  may: ['edit', 'renew_secret', 'revoke_former_secret'],
}
const ME = { agent_id: 'me', role: 'rainmaker', team: { time_zone: 'Europe/Madrid', language: 'en' } }

function show(source: Source) {
  const answer = (data: unknown) => vi.fn(() => Promise.resolve({ data, response: new Response() }))
  const api = { GET: answer(ME), POST: answer({ ...source, secret: 'whsec_new' }), DELETE: answer(undefined) }
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
              <Secret source={source} />
            </Questions>
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  return { api, user: userEvent.setup() }
}

const params = { path: { source_id: 'one' }, header: { 'If-Match': '"2"' } }

test('the former secret is told with its end, and revoked after a question', async () => {
  const { api, user } = show(RENEWED)
  expect(await screen.findByText(/The former secret works until .*28/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Revoke now' }))
  expect(api.DELETE).not.toHaveBeenCalled()
  await user.click(await screen.findByRole('button', { name: 'Revoke' }))
  expect(api.DELETE).toHaveBeenCalledWith('/sources/{source_id}/secret/former', { params })
})

test('a source without a former secret has none to revoke', async () => {
  const source: Source = { ...RENEWED, may: ['edit', 'renew_secret'] }
  delete source.previous_until
  show(source)
  expect(await screen.findByRole('button', { name: 'Renew the secret' })).toBeVisible()
  expect(screen.queryByText(/The former secret/)).toBeNull()
  expect(screen.queryByRole('button', { name: 'Revoke now' })).toBeNull()
})

test.each([
  ['is kept for a day', false],
  ['is revoked where it has leaked', true],
])('with a new secret the old one %s', async (_, leaked) => {
  const { api, user } = show(RENEWED)
  await user.click(await screen.findByRole('button', { name: 'Renew the secret' }))
  if (leaked) await user.click(await screen.findByRole('checkbox', { name: /has leaked/ }))
  await user.click(await screen.findByRole('button', { name: 'Renew' }))
  expect(api.POST).toHaveBeenCalledWith('/sources/{source_id}/secret', { params, body: { revoke_former: leaked } })
  expect(await screen.findByText('whsec_new')).toBeVisible()
})
