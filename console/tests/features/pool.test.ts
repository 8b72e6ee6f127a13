import { expect, test } from 'vitest'
import { mergePool } from '@/features/pool/poolRows'

type Lead = Parameters<typeof mergePool>[1][number]
const lead = (id: string, since: string) => ({ lead_id: id, since }) as Lead
const [first, second, third] = [
  lead('a', '2026-01-01T09:00:00Z'),
  lead('b', '2026-01-01T10:00:00Z'),
  lead('c', '2026-01-01T11:00:00Z'),
]
const said = (shown: ReturnType<typeof mergePool>) =>
  shown.map((one) => `${one.lead.lead_id}${one.gone ? ' gone' : ''}`)

test('what leaves the pool keeps its place, and what comes takes the last', () => {
  const before = mergePool([], [first, second])
  expect(said(mergePool(before, [second, third]))).toEqual(['a gone', 'b', 'c'])
})

test('what comes back is there again', () => {
  const without = mergePool(mergePool([], [first, second]), [first])
  expect(said(mergePool(without, [first, second]))).toEqual(['a', 'b'])
})
