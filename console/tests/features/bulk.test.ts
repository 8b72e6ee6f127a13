import { expect, test, vi } from 'vitest'
import { Refused } from '@/api/client'
import { changeAll, mergeTallies, type Progress, tally } from '@/features/leads/bulk'

const ids = (count: number) => Array.from({ length: count }, (_, at) => `lead_${at}`)
const all = (some: string[]) => Promise.resolve(some.map((lead_id) => ({ lead_id, done: true as const })))

test('any number of leads is sent a hundred at a time', async () => {
  const send = vi.fn(all)
  const told = await changeAll(ids(250), send)
  expect(send.mock.calls.map(([some]) => some.length)).toEqual([100, 100, 50])
  expect(tally(told)).toEqual({ done: ids(250), not: [] })
})

test('what was not changed is told with why, the rest is done', async () => {
  const told = await changeAll(ids(3), async (some) =>
    some.map((lead_id) =>
      lead_id === 'lead_1' ? { lead_id, code: 'lead_closed', detail: 'Closed.' } : { lead_id, done: true as const },
    ),
  )
  const { done, not } = tally(told)
  expect(done).toEqual(['lead_0', 'lead_2'])
  expect(not).toHaveLength(1)
  expect(not[0]).toMatchObject({ lead_id: 'lead_1', why: { code: 'lead_closed' } })
})

test('what the time did not suffice for is sent again, and told as busy only in the end', async () => {
  const tries: string[][] = []
  const told = await changeAll(ids(3), async (some) => {
    tries.push(some)
    return some.map((lead_id) =>
      lead_id === 'lead_2' ? { lead_id, code: 'busy', detail: '' } : { lead_id, done: true as const },
    )
  })
  expect(tries).toEqual([ids(3), ['lead_2'], ['lead_2']])
  expect(tally(told).not.map((one) => one.why.code)).toEqual(['busy'])
})

test('a connection lost midway leaves what is done done', async () => {
  const told = await changeAll(ids(150), (some) =>
    some.length === 100 ? all(some) : Promise.reject(new Refused('offline', 0)),
  )
  const { done, not } = tally(told)
  expect(done).toEqual(ids(100))
  expect(new Set(not.map((one) => one.why.code))).toEqual(new Set(['offline']))
})

test('progress tells what is done and what failed, and not what is tried again', async () => {
  const told: Progress[] = []
  const codes: Record<string, string> = { lead_1: 'lead_closed', lead_2: 'busy' }
  const send = (some: string[]) =>
    Promise.resolve(
      some.map((lead_id) => (codes[lead_id] ? { lead_id, code: codes[lead_id] } : { lead_id, done: true as const })),
    )
  await changeAll(ids(3), send, (progress) => {
    told.push(progress)
    delete codes.lead_2
  })
  expect(told).toEqual([
    { done: 1, failed: 1 },
    { done: 2, failed: 1 },
  ])
})

test('what failed and is tried again joins what was done before', () => {
  const why = new Refused('busy', 503)
  const before = { done: ['lead_0'], not: [{ lead_id: 'lead_1', why }] }
  expect(mergeTallies(before, { done: ['lead_1'], not: [] })).toEqual({ done: ['lead_0', 'lead_1'], not: [] })
})
