import { i18n } from '@lingui/core'
import { afterEach, expect, test } from 'vitest'
import { soon } from '@/lib/soon'

afterEach(() => i18n.activate('en'))

const NOW = Date.parse('2026-11-30T22:30:00Z') // in Madrid half past eleven at night
const at = (instant: string) => soon(instant, 'Europe/Madrid', NOW)

test('a day that is near is called as people call it, by the team’s clocks', () => {
  i18n.loadAndActivate({ locale: 'es', messages: {} })
  expect(at('2026-11-30T08:00:00Z')).toBe('hoy, 9:00')
  expect(at('2026-11-30T23:15:00Z')).toBe('mañana, 0:15')
  expect(at('2026-11-29T12:00:00Z')).toBe('ayer, 13:00')
})

test('a day further off has its name, and its year where that is another', () => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  expect(at('2026-12-04T09:00:00Z')).toBe('Fri, Dec 4, 10:00 AM')
  expect(at('2027-01-08T09:00:00Z')).toBe('Fri, Jan 8, 2027, 10:00 AM')
})
