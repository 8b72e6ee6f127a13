import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { Api } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { Setup } from '@/features/setup/Setup'
import { keepHeight, keptHeight } from '@/features/setup/keptHeight'
import { ServerClock } from '@/lib/clock'

afterEach(() => localStorage.clear())

/** Show the checklist of a team that has put it away, or whose facts are never answered. */
function show(settings: Promise<unknown>) {
  const api = { GET: () => settings } as unknown as Api
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <Setup />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
}
const shapes = () => document.querySelectorAll('.mantine-Skeleton-root')
const never = new Promise<never>(() => undefined)

test('the place of the checklist is kept until it is known', () => {
  keepHeight(321)
  show(never)
  expect(shapes()).toHaveLength(1)
  expect(shapes()[0]?.getAttribute('style')).toContain('20.0625rem') // 321 pixels
})

test('where there was none the last time, no place is kept', () => {
  keepHeight(0)
  show(never)
  expect(shapes()).toHaveLength(0)
})

test('that it is put away is remembered for the next time', async () => {
  show(Promise.resolve({ data: { setup_hidden: true, items: [] } }))
  await waitFor(() => expect(keptHeight()).toBe(0))
  expect(shapes()).toHaveLength(0)
})
