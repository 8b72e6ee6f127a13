// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { contrast, shadesOf, wear } from '@/lib/accent'

const CHANNELS = ['00', '40', '80', 'c0', 'ff']
const EVERY = CHANNELS.flatMap((red) => CHANNELS.flatMap((green) => CHANNELS.map((blue) => `#${red}${green}${blue}`)))
const AA = 4.5
/** The grounds that text stands on: the page, a card, and one that is pointed at. */
const GROUNDS = { light: ['#ffffff', '#f6f8f9'], dark: ['#12181b', '#14191c', '#1d252a', '#2a3339'] }

afterEach(() => wear(''))

test('contrast is what WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test.each(['light', 'dark'] as const)('whatever colour is chosen, text is read on it and in it: %s', (scheme) => {
  const bad = EVERY.filter((accent) => {
    const { filled, hover, text, tint, tintHover } = shadesOf(accent)[scheme]
    const pairs = [
      ['#ffffff', filled],
      ['#ffffff', hover],
      [text, tint],
      [text, tintHover],
      ...GROUNDS[scheme].map((ground) => [text, ground]),
    ] as [string, string][]
    return pairs.some(([one, on]) => contrast(one, on) < AA)
  })
  expect(bad).toEqual([])
})

test('a colour that white is read on stays as it is, on a light ground', () => {
  expect(shadesOf('#7a1f3d').light.filled).toBe('#7a1f3d')
})

test('the console wears a colour, and Relevo’s own again; anything else changes nothing', () => {
  wear('#7a1f3d')
  expect(document.head.innerHTML).toContain('--mantine-color-relevo-filled: #7a1f3d')
  wear('red; } body { display: none')
  expect(document.head.innerHTML).not.toContain('--mantine-color-relevo')
})
