import { expect, test } from 'vitest'
import { duration, lasting } from '@/lib/duration'

test.each([
  [0, '0 s'],
  [0.4, '0 s'],
  [48, '48 s'],
  [59.6, '1 min'],
  [200, '3 min 20 s'],
  [3600, '1 h'],
  [3659, '1 h'],
  [7500, '2 h 5 min'],
  [86_400, '1 d'],
  [356_400, '4 d 3 h'],
  [-5, '0 s'],
])('%d seconds last %s', (seconds, said) => {
  expect(duration(seconds)).toBe(said)
})

test('what a device with a clock behind takes for the future has lasted nothing', () => {
  expect(lasting('2026-11-27T10:00:10Z', Date.UTC(2026, 10, 27, 10))).toBe('0 s')
  expect(lasting('2026-11-27T09:30:00Z', Date.UTC(2026, 10, 27, 10))).toBe('30 min')
})
