import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApi } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { useLive } from '@/api/useLiveRefresh'
import { ServerClock } from '@/lib/clock'

/** What the API holds, and what of it was asked. */
const server = { counter: 1, name: 'before', failing: false, asked: [] as string[] }
let held: (() => void) | undefined

beforeEach(() => {
  Object.assign(server, { counter: 1, name: 'before', failing: false, asked: [] })
  held = undefined
  vi.stubGlobal('fetch', (request: Request) => {
    const path = new URL(request.url).pathname
    server.asked.push(path)
    if (path !== '/me/changes') return Promise.resolve(Response.json({ name: server.name }))
    if (server.failing) return Promise.resolve(new Response('{}', { status: 503 }))
    return new Promise((answer) => {
      held = () => answer(Response.json({ counter: server.counter }))
    })
  })
})
afterEach(() => vi.unstubAllGlobals())

function Name() {
  const read = async () => (await fetch(new Request('http://relevo.test/name'))).json() as Promise<{ name: string }>
  return <p>{useQuery({ queryKey: ['name'], queryFn: read }).data?.name}</p>
}

function Part() {
  return useLive() ? <Name /> : null
}

function shown(): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const api = createApi('http://relevo.test', { token: () => Promise.resolve('token') }, () => undefined)
  const leave = () => Promise.resolve()
  render(
    <QueryClientProvider client={queries}>
      <ConsoleContext.Provider value={{ api, clock: new ServerClock(), leave, askPool: async () => ({}) as never }}>
        <Part />
      </ConsoleContext.Provider>
    </QueryClientProvider>,
  )
  return queries
}

const answer = () => act(async () => void (await vi.waitFor(() => expect(held).toBeDefined()), held?.()))

it('reads nothing before the counter, and everything again when the counter moves', async () => {
  const queries = shown()
  await vi.waitFor(() => expect(held).toBeDefined())
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
