import { expect, test } from 'vitest'
import { counted } from '@/lib/counted'

test('what the API counts no further is told as at least so many', () => {
  expect([0, 9999, 10_000].map((count) => counted(count))).toEqual(['0', '9,999', '10,000+'])
  expect(counted(100, 100)).toBe('100+')
})
