import { expect, test } from 'vitest'
import { grouped } from '@/lib/phones'
import examples from './phoneExamples.json'

test('each country’s numbers are grouped as the library that the API reads them by writes them', () => {
  const wrong = Object.entries(examples).filter(([stored, written]) => grouped(stored) !== written)
  expect(Object.keys(examples).length).toBeGreaterThan(400)
  expect(wrong).toEqual([])
})

test.each([
  ['+34629980412', '+34 629 98 04 12'],
  ['+525512345678', '+52 55 1234 5678'],
  ['+12125550123', '+1 212-555-0123'],
])('%s is written %s', (stored, written) => expect(grouped(stored)).toBe(written))

test.each(['+34•••••0412', '629980412', '+999123456', 'no phone', ''])(
  '%s, which is no whole number of a country, stays as it is',
  (stored) => expect(grouped(stored)).toBe(stored),
)
