import { expect, test } from 'vitest'
import type { Me } from '@/api/context'
import { isFor, menuOf, screenOf } from '@/app/screens'

const OWN = ['/mine', '/pool', '/tasks', '/notifications', '/me', '/roles']
const WATCHED = ['/dashboard', '/leads', '/to-read', '/report', '/agents', '/routes', '/coverage']
const PLANNED = ['/sources', '/settings', '/audit']
const MENUS: [Me['role'], string[]][] = [
  ['agent', ['/', ...OWN]],
  ['manager', [...OWN, ...WATCHED]],
  ['rainmaker', [...OWN, ...WATCHED, ...PLANNED]],
]

test.each(MENUS)('the menu of the role %s has what it may see, and nothing else', (role, expected) => {
  const shown = menuOf(role).map((screen) => screen.to)
  expect(shown.sort()).toEqual([...expected].sort())
})

test.each<[Me['role'], string, boolean]>([
  ['agent', '/dashboard', false],
  ['manager', '/', true],
  ['agent', '/settings', false],
  ['agent', '/routes/new', false],
  ['agent', '/routes/route_1', false],
  ['agent', '/leads/lead_1', true],
  ['manager', '/settings', false],
  ['manager', '/routes/new', false],
  ['manager', '/routes/route_1', true],
  ['rainmaker', '/routes/new', true],
])('for the role %s the address %s is open: %s', (role, path, open) => {
  const screen = screenOf(path)
  expect(!screen || isFor(screen, role)).toBe(open)
})
