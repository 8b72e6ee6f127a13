import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { createApi } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { arrivals, shown, withAnswer, without } from '@/features/offers/answers'
import { actOf } from '@/features/offers/keys'
import { Offers } from '@/features/offers/Offers'
import type { Offer } from '@/features/offers/useOffers'
import { ServerClock } from '@/lib/clock'

const pressed = (key: string, held: object = {}) => ({
  key,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

function offer(number: number): Offer {
  return {
    offer_id: `offer_${number}`,
    lead_id: `lead_${number}`,
    may: ['claim', 'pass'],
    made_at: new Date(Date.now() - 1000).toISOString(),
    deadline: new Date(Date.now() + number * 60_000).toISOString(),
    attributes: {},
    contact: { first_name: `Name${number}`, last_name: 'P', emails: [], phones: [] },
    route_id: 'route_1',
    route_title: 'Route',
    source_title: 'Web',
    together: false,
  }
}

test('1 claims and 3 passes, but not switched off, held down, or with other keys', () => {
  expect(actOf(pressed('1'), true)).toBe('claim')
  expect(actOf(pressed('3'), true)).toBe('pass')
  expect(actOf(pressed('1'), false)).toBeNull()
  expect(actOf(pressed('1', { repeat: true }), true)).toBeNull()
  expect(actOf(pressed('1', { ctrlKey: true }), true)).toBeNull()
  expect(actOf(pressed('2'), true)).toBeNull()
})

test('an answer stays at its place when its offer goes from the list, until it is put away', () => {
  const [first, second] = [offer(1), offer(2)]
  const answers = withAnswer([], { offer: first, error: 'taken' })
  expect(shown([second], answers).map((one) => [one.offer.offer_id, one.gone])).toEqual([
    ['offer_1', true],
    ['offer_2', false],
  ])
  expect(shown([first, second], answers).map((one) => one.error)).toEqual(['taken', undefined])
  expect(shown([second], without(answers, 'offer_1'))).toHaveLength(1)
  expect(withAnswer(answers, { offer: first, error: 'again' })).toHaveLength(1)
})

test('new are those that were not there before; at first none is', () => {
  expect(arrivals(null, [offer(1)])).toEqual([])
  expect(arrivals(['offer_1'], [offer(1), offer(2)]).map((one) => one.offer_id)).toEqual(['offer_2'])
})

/** The screen on an API that offers `offers()` and answers every claim with `claim`. */
function show(offers: () => Offer[], claim: () => Response) {
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname
    if (path.endsWith('/me/offers')) return Response.json({ items: offers(), now: new Date().toISOString() })
    if (path.endsWith('/claim')) return claim()
    return Response.json({ receiving: { now: true, reasons: [], limits: [] }, pauses: [], team: { time_zone: 'UTC' } })
  })
  const api = createApi('http://relevo.test', { token: () => Promise.resolve('token') }, () => undefined)
  const router = createRouter({
    routeTree: createRootRoute({ component: Offers }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={queries}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <RouterProvider router={router as never} />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
}

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const TAKEN = () =>
  Response.json({ code: 'already_claimed', detail: 'Another agent has claimed this lead.' }, { status: 409 })

test('“taken” is read although the card goes, the focus stays there, and the next card has it once it is put away', async () => {
  let there = [offer(1), offer(2)]
  show(
    () => there,
    () => {
      there = there.slice(1)
      return TAKEN()
    },
  )
  const card = await screen.findByRole('group', { name: /Name1/ })
  card.focus()
  fireEvent.keyDown(card, { key: '1' })
  const away = await screen.findByRole('button', { name: 'Understood' })
  expect(screen.getByRole('alert')).toBeInTheDocument()
  await waitFor(() => expect(screen.getByRole('group', { name: /Name1/ })).toHaveFocus())
  away.focus()
  fireEvent.click(away)
  await waitFor(() => expect(screen.getByRole('group', { name: /Name2/ })).toHaveFocus())
})

test('keys that are switched off do nothing', async () => {
  localStorage.setItem('relevo.offer-keys', 'off')
  const claim = vi.fn(TAKEN)
  show(() => [offer(1)], claim)
  const card = await screen.findByRole('group', { name: /Name1/ })
  card.focus()
  fireEvent.keyDown(card, { key: '1' })
  fireEvent.keyDown(card, { key: '3' })
  expect(claim).not.toHaveBeenCalled()
  expect(screen.getByRole('button', { name: 'Pass' })).toBeInTheDocument()
})

test('a key does nothing that the offer does not list', async () => {
  const claim = vi.fn(TAKEN)
  show(() => [{ ...offer(1), may: ['pass'] }], claim)
  const card = await screen.findByRole('group', { name: /Name1/ })
  card.focus()
  fireEvent.keyDown(card, { key: '1' })
  expect(claim).not.toHaveBeenCalled()
  expect(screen.queryByRole('button', { name: 'Claim' })).toBeNull()
})

test('offline nothing can be pressed, and why is told', async () => {
  show(() => [offer(1)], TAKEN)
  const button = await screen.findByRole('button', { name: 'Claim' })
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  act(() => void dispatchEvent(new Event('offline')))
  expect(button).toBeDisabled()
  expect(button).toHaveAccessibleDescription(/no connection/)
  online.mockRestore()
  act(() => void dispatchEvent(new Event('online')))
})

const UNAVAILABLE = () => new Response('<html>RAW</html>', { status: 503, statusText: 'Service Unavailable' })

test('a claim that does not get through says how long is left, goes on counting, and can be tried again', async () => {
  const claim = vi.fn<() => Response>(UNAVAILABLE)
  show(() => [offer(1)], claim)
  fireEvent.click(await screen.findByRole('button', { name: 'Claim' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Relevo cannot be reached right now.')
  expect(screen.getByText(/^You have \d:\d\d left to claim\.$/)).toBeVisible()
  expect(screen.getByRole('timer')).toBeVisible()
  expect(screen.queryByText(/RAW|Service Unavailable|yours/)).toBeNull()

  claim.mockImplementation(() => Response.json({ lead_id: 'lead_1' }))
  fireEvent.click(screen.getByRole('button', { name: 'Claim' }))
  await waitFor(() => expect(claim).toHaveBeenCalledTimes(2))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('a claim that nothing answered can be tried again at once', async () => {
  show(
    () => [offer(1)],
    () => {
      throw new TypeError('Failed to fetch')
    },
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Claim' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Could not reach Relevo.')
  expect(screen.getByRole('button', { name: 'Claim' })).toBeEnabled()
})

test('when the offer goes after a claim without an answer, that the lead may be mine is said', async () => {
  let there = [offer(1)]
  show(
    () => there,
    () => {
      there = []
      return UNAVAILABLE()
    },
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Claim' }))
  expect(await screen.findByText(/If your claim arrived, the lead is yours/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'See your leads' })).toHaveAttribute('href', '/mine')
  expect(screen.queryByText(/left to claim/)).toBeNull()
})

test('a refusal that is decided says no time', async () => {
  show(() => [offer(1)], TAKEN)
  fireEvent.click(await screen.findByRole('button', { name: 'Claim' }))
  await screen.findByRole('alert')
  expect(screen.queryByText(/left to claim/)).toBeNull()
})
