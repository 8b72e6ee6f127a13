import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApi } from '@/api/client'
import { isLive, unlessHinted } from '@/api/live/health'
import { ConsoleContext } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { useLive } from '@/api/useLiveRefresh'
import { ServerClock } from '@/lib/clock'
import { heard } from '@/lib/useOnline'

/** What the API holds, and what of it was asked. */
const server = { counter: 1, name: 'before', failing: false, asked: [] as string[] }
let held: (() => void) | undefined

beforeEach(() => {
  Object.assign(server, { counter: 1, name: 'before', failing: false, asked: [] })
  held = undefined
  sockets = []
  vi.stubGlobal('fetch', (request: Request) => {
    const path = new URL(request.url).pathname
    server.asked.push(path)
    if (path === '/me/live-ticket') return Promise.resolve(Response.json({ ticket: 'one', open_seconds: 3600 }))
    if (path !== '/me/changes') return Promise.resolve(Response.json({ name: server.name }))
    if (server.failing) return Promise.resolve(new Response('{}', { status: 503 }))
    return new Promise((answer) => {
      held = () => answer(Response.json({ counter: server.counter }))
    })
  })
})
afterEach(() => vi.unstubAllGlobals())

/** The sockets that the console opened. */
let sockets: FakeSocket[] = []

class FakeSocket {
  onopen?: () => void
  onmessage?: () => void
  onclose?: () => void

  constructor(readonly url: string) {
    sockets.push(this)
  }

  send() {}
  close() {}
}

function Name() {
  const read = async () => (await fetch(new Request('http://relevo.test/name'))).json() as Promise<{ name: string }>
  return <p>{useQuery({ queryKey: ['name'], queryFn: read }).data?.name}</p>
}

function Part() {
  return useLive() ? <Name /> : null
}

function shown(live?: string): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const api = createApi('http://relevo.test', { token: () => Promise.resolve('token') }, () => undefined)
  const leave = () => Promise.resolve()
  render(
    <QueryClientProvider client={queries}>
      <ConsoleContext.Provider
        value={{ api, live, clock: new ServerClock(), leave, askPool: async () => ({}) as never }}
      >
        <Part />
      </ConsoleContext.Provider>
    </QueryClientProvider>,
  )
  return queries
}

const answer = () => act(async () => void (await waitFor(() => expect(held).toBeDefined()), held?.()))

it('reads nothing before the counter, and everything again when the counter moves', async () => {
  const queries = shown()
  await waitFor(() => expect(held).toBeDefined())
  expect(server.asked).toEqual(['/me/changes'])
  await answer()
  await screen.findByText('before')

  Object.assign(server, { counter: 2, name: 'after' })
  held = undefined
  void queries.refetchQueries({ queryKey: KEYS.changes })
  await answer()
  await screen.findByText('after')
  expect(server.asked.filter((path) => path === '/name')).toHaveLength(2)
})

it('reads the rest without the counter when that fails, and again with its first value', async () => {
  server.failing = true
  const queries = shown()
  await screen.findByText('before')

  Object.assign(server, { failing: false, name: 'after' })
  await waitFor(() => expect(queries.isFetching({ queryKey: KEYS.changes })).toBe(0))
  void queries.refetchQueries({ queryKey: KEYS.changes })
  await answer()
  await screen.findByText('after')
})

async function connected(): Promise<FakeSocket> {
  vi.stubGlobal('WebSocket', FakeSocket)
  shown('/live')
  await answer()
  await waitFor(() => expect(sockets).toHaveLength(1))
  held = undefined
  act(() => sockets[0]?.onopen?.())
  await answer()
  return sockets[0] as FakeSocket
}

const asked = () => server.asked.filter((path) => path === '/me/changes').length

it('opens a live connection with a ticket, at its own address, and reads the counter with each hint', async () => {
  const one = await connected()
  expect(one.url).toBe(`${location.origin.replace('http', 'ws')}/live?ticket=one`)
  expect(asked()).toBe(2)
  Object.assign(server, { counter: 2, name: 'after' })
  held = undefined
  act(() => one.onmessage?.())
  await answer()
  await screen.findByText('after')
})

it('asks seldom while hints arrive, and every few seconds again once they do not', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  try {
    const one = await connected()
    const before = asked()
    await act(() => vi.advanceTimersByTimeAsync(9 * 60_000))
    expect(asked()).toBe(before)
    act(() => one.onclose?.())
    held = undefined
    await answer() // at once
    await act(() => vi.advanceTimersByTimeAsync(5_000))
    expect(asked()).toBe(before + 2)
  } finally {
    vi.useRealTimers()
  }
})

it('takes the network for gone where a request is not answered, and comes back with it', async () => {
  await connected()
  act(() => heard(false))
  expect([isLive(), unlessHinted(5)]).toEqual([false, 5])
  act(() => heard(true))
  await vi.waitFor(() => expect(sockets).toHaveLength(2), 120_000)
  act(() => sockets[1]?.onopen?.())
  expect([isLive(), unlessHinted(5)]).toEqual([true, 15])
})

it('opens no connection where the deployment has none', async () => {
  vi.stubGlobal('WebSocket', FakeSocket)
  shown()
  await answer()
  await screen.findByText('before')
  expect(server.asked).not.toContain('/me/live-ticket')
  expect(sockets).toEqual([])
})
