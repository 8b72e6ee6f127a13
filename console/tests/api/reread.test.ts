import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { rereading } from '@/api/live/reread'

/** What was asked for and not answered yet, oldest first, and how often it was. */
let open: ((answer: string) => void)[] = []
let asked = 0
let given = 0
let queries: QueryClient

beforeEach(() => {
  vi.useFakeTimers()
  open = []
  asked = given = 0
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  watch('list', ({ signal }) => {
    asked += 1
    signal.addEventListener('abort', () => (given += 1))
    return new Promise((answer) => open.push(answer))
  })
})
afterEach(() => {
  queries.clear()
  vi.useRealTimers()
})

const watch = (key: string, queryFn: (context: { signal: AbortSignal }) => Promise<string>) =>
  new QueryObserver(queries, { queryKey: [key], queryFn }).subscribe(() => undefined)
const shown = () => queries.getQueryData(['list'])
async function answer(text: string) {
  open.shift()?.(text)
  await vi.advanceTimersByTimeAsync(0)
}
const follow = () => rereading(queries, (query) => query.queryKey[0] === 'list')

it('asks at once for what is not on its way, and for nothing else', async () => {
  const other = vi.fn(() => Promise.resolve('x'))
  watch('other', other)
  await answer('first')
  follow()()
  expect(asked).toBe(2)
  await answer('second')
  expect(shown()).toBe('second')
  expect(other).toHaveBeenCalledTimes(1)
})

it('shows what is on its way however often something moves, and then asks once more', async () => {
  const moved = follow()
  for (let times = 0; times < 5; times++) moved()
  expect(asked).toBe(1)
  await answer('maybe outdated')
  expect(shown()).toBe('maybe outdated')
  expect(asked).toBe(2)
  await answer('of now')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([shown(), asked, given]).toEqual(['of now', 2, 0])
})

it('asks once more too where the answer was a failure', async () => {
  queries.clear()
  let fail: (() => void) | undefined
  watch('list', () => {
    asked += 1
    return new Promise((_, refuse) => (fail = () => refuse(new Error('no'))))
  })
  const before = asked
  follow()()
  fail?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toBe(before + 1)
})

it('gives up what does not come for three seconds, and asks anew', async () => {
  const moved = follow()
  await answer('first')
  moved()
  moved()
  await vi.advanceTimersByTimeAsync(2_999)
  expect([asked, given]).toEqual([2, 0])
  await vi.advanceTimersByTimeAsync(1)
  expect([asked, given]).toEqual([3, 1])
})

it('does not ask again what was asked for anew meanwhile', async () => {
  await answer('first')
  const moved = follow()
  moved()
  moved()
  void queries.invalidateQueries({ queryKey: ['list'] })
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toBe(3)
  open.shift()
  await answer('of now')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([shown(), asked]).toEqual(['of now', 3])
})
