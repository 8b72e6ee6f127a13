import { expect } from '@playwright/test'
import { judge, judgeShown, settled } from './judge'
import type { Own } from './own'
import { Devices, test, visit } from './people'
import { makeDay } from './shown'
import { ask, type Who } from './stack'

/** Every screen, and which of them is whose. */
const SCREENS = {
  rocio: [
    ['mine', '/mine'],
    ['pool', '/pool'],
    ['tasks', '/tasks'],
    ['dashboard', '/dashboard'],
    ['leads', '/leads'],
    ['new-lead', '/leads/new'],
    ['import', '/leads/import'],
    ['report', '/report'],
    ['agents', '/agents'],
    ['routes', '/routes'],
    ['new-route', '/routes/new'],
    ['try', '/routes/try'],
    ['coverage', '/coverage'],
    ['sources', '/sources'],
    ['outbound', '/outbound'],
    ['templates', '/templates'],
    ['settings', '/settings'],
    ['privacy', '/settings/privacy'],
    ['audit', '/audit'],
    ['roles', '/roles'],
    ['notifications', '/notifications'],
    ['me', '/me'],
  ],
  marta: [
    ['dashboard', '/dashboard'],
    ['leads', '/leads'],
    ['report', '/report'],
    ['agents', '/agents'],
    ['routes', '/routes'],
    ['coverage', '/coverage'],
  ],
  ana: [
    ['my-day', '/'],
    ['mine', '/mine'],
    ['pool', '/pool'],
    ['tasks', '/tasks'],
    ['notifications', '/notifications'],
    ['me', '/me'],
  ],
} as const satisfies Partial<Record<Who, readonly (readonly [string, string])[]>>

/** Of these, the first one there is. */
const ONE = [
  ['agents', '/agents', 'agent_id'],
  ['routes', '/routes', 'route_id'],
  ['sources', '/sources', 'source_id'],
] as const

let own: Own
let one: string
test.beforeAll(async () => {
  ;({ own, one } = await makeDay())
})
test.afterAll(() => own.end())

for (const who of ['rocio', 'marta', 'ana'] as const) {
  test.describe(who, () => {
    const devices = new Devices()
    test.afterAll(() => devices.close())

    for (const [name, path] of SCREENS[who]) {
      test(`${name} is accessible in both appearances and fits the screen`, async ({ browser }) => {
        const page = await devices.of(who, browser)
        await visit(page, path)
        await judge(page, `${who}-${name}`)
      })
    }
  })
}

for (const [who, tab] of [
  ['marta', 'conversation'],
  ['ana', 'comments'],
  ['ana', 'timeline'],
] as const) {
  test(`${who}: the ${tab} of a lead is accessible in both appearances and fits the screen`, async ({ as }) => {
    const page = await as(who)
    await page.goto(`/leads/${one}?tab=${tab}`)
    await judge(page, `${who}-one-of-leads-${tab}`)
  })
}

for (const [name, list, id] of ONE) {
  test(`one of the ${name} is accessible in both appearances and fits the screen`, async ({ as, request }) => {
    const { items } = await ask<{ items: Record<string, string>[] }>(request, 'rocio', 'GET', list)
    const page = await as('rocio')
    await page.goto(`${list}/${items[0]?.[id]}`)
    await judge(page, `rocio-one-of-${name}`)
  })
}

test('in English, the screens an agent sees all day', async ({ as }) => {
  const page = await as('ana')
  await page.addInitScript(() => localStorage.setItem('relevo.language', 'en'))
  for (const [name, path] of [
    ['my-day', '/'],
    ['tasks', '/tasks'],
    ['one-of-leads', `/leads/${one}?tab=timeline`],
  ] as const) {
    await visit(page, path)
    await settled(page)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await judgeShown(page, `ana-${name}-english`, { schemes: ['light'] })
  }
})

test('in English, the screens the Rainmaker plans with', async ({ as }) => {
  const page = await as('rocio')
  await page.addInitScript(() => localStorage.setItem('relevo.language', 'en'))
  for (const [name, path] of [
    ['routes', '/routes'],
    ['coverage', '/coverage'],
    ['settings', '/settings'],
  ] as const) {
    await visit(page, path)
    await settled(page)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await judgeShown(page, `rocio-${name}-english`, { schemes: ['light'] })
  }
})

test('signing in is accessible in both appearances and fits the screen', async ({ page }) => {
  await page.goto('/')
  await judge(page, 'sign-in')
})
