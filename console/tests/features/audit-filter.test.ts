import { expect, test } from 'vitest'
import { filterOf, KINDS } from '@/features/audit/filter'
import { DONE } from '@/features/audit/words'

test('what is empty, or no day, is not asked for', () => {
  expect(filterOf({})).toEqual({})
  expect(filterOf({ subject: '', by: '', what: 'member', from: '2026-1', to: '' })).toEqual({ what: 'member' })
})

test('all that is chosen is asked for', () => {
  const asked = { subject: 'order', by: 'agent_1', what: 'route', from: '2026-11-01', to: '2026-11-30' }
  expect(filterOf(asked)).toEqual(asked)
})

test('a last day before the first is left out', () => {
  expect(filterOf({ from: '2026-11-02', to: '2026-11-01' })).toEqual({ from: '2026-11-02' })
})

test('every kind that may be chosen is one that there are words for', () => {
  const names = Object.keys(DONE)
  for (const { value } of KINDS) {
    expect(
      names.some((name) => name === value || name.startsWith(`${value}.`)),
      value,
    ).toBe(true)
  }
})
