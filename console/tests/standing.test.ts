import { expect, test } from 'vitest'
import { stand } from '@/features/pool/standing'

type Lead = Parameters<typeof stand>[1][number]
const lead = (id: string, since: string) => ({ lead_id: id, since }) as Lead
const [first, second, third] = [lead('a', '2026-01-01T09:00:00Z'), lead('b', '2026-01-01T10:00:00Z'), lead('c', '2026-01-01T11:00:00Z')]
const said = (shown: ReturnType<typeof stand>) => shown.map((one) => `${one.lead.lead_id}${one.gone ? ' gone' : ''}`)

test('what leaves the pool keeps its place, and what comes takes the last', () => {
  const before = stand([], [first, second])
  expect(said(stand(before, [second, third]))).toEqual(['a gone', 'b', 'c'])
})

test('what comes back is there again', () => {
  const without = stand(stand([], [first, second]), [first])
  expect(said(stand(without, [first, second]))).toEqual(['a', 'b'])
})
