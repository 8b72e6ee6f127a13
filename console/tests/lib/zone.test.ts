import { describe, expect, test } from 'vitest'
import { instantOf, wallOf } from '@/lib/zone'

describe('the wall time of an instant', () => {
  test.each([
    ['2026-11-27T08:30:00Z', 'Europe/Madrid', '2026-11-27 09:30'],
    ['2026-06-30T22:05:59Z', 'Europe/Madrid', '2026-07-01 00:05'],
    ['2026-03-29T00:59:59Z', 'Europe/Madrid', '2026-03-29 01:59'],
    ['2026-03-29T01:00:00Z', 'Europe/Madrid', '2026-03-29 03:00'],
    ['2026-01-01T05:00:00Z', 'America/Mexico_City', '2025-12-31 23:00'],
    ['2026-01-01T00:00:00Z', 'Pacific/Kiritimati', '2026-01-01 14:00'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01 00:00'],
    [Date.UTC(2026, 0, 5, 12), 'Asia/Kathmandu', '2026-01-05 17:45'],
  ])('%s in %s is %s', (instant, zone, wall) => {
    expect(wallOf(instant, zone)).toBe(wall)
  })

  test('comes back from its instant', () => {
    expect(wallOf(instantOf('2026-11-27 09:30', 'Europe/Madrid'), 'Europe/Madrid')).toBe('2026-11-27 09:30')
  })
})
