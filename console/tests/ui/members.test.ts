import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { initialsOf, toneOf } from '@/ui/members/initials'

test.each([
  ['Ana Beltrán', 'AB'],
  ['María de los Ángeles Fernández de Córdoba', 'MC'],
  ['Óscar', 'Ó'],
  ['élodie durand', 'ÉD'],
  ['…', ''],
  ['', ''],
])('the initials of %s are %s', (name, expected) => {
  expect(initialsOf(name)).toBe(expected)
})

test('a member keeps their colour, and members of one team differ in theirs', () => {
  const ids = Array.from({ length: 40 }, (_, place) => `agent_${place}`)
  expect(ids.map(toneOf)).toEqual(ids.map(toneOf))
  expect(new Set(ids.map(toneOf)).size).toBe(8)
})

const channel = (hex: string) => {
  const value = parseInt(hex, 16) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
const luminance = (colour: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(colour.slice(at, at + 2)))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test('white has at least 5:1 on every colour of a member', () => {
  const css = readFileSync('src/ui/members/Avatar.module.css', 'utf8')
  const colours = [...css.matchAll(/background: (#[0-9a-f]{6})/g)].map(([, colour]) => colour as string)
  expect(colours).toHaveLength(8)
  expect(colours.filter((colour) => 1.05 / (luminance(colour) + 0.05) < 5)).toEqual([])
})
