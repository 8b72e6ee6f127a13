import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { ask, stateOf } from './stack'

const SCREENS = [
  ['offers', '/'],
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
  ['settings', '/settings'],
  ['audit', '/audit'],
  ['roles', '/roles'],
  ['notifications', '/notifications'],
  ['me', '/me'],
] as const

/** Of these, the first one there is. */
const ONE = [
  ['leads', '/leads', 'lead_id'],
  ['agents', '/agents', 'agent_id'],
  ['routes', '/routes', 'route_id'],
  ['sources', '/sources', 'source_id'],
] as const

/** Every rule of WCAG 2.2 up to AA that a machine can judge. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function settled(page: Page) {
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}

async function faults(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

/** Judge the screen in both appearances, and leave its pictures. */
async function judge(page: Page, name: string, project: string) {
  await settled(page)
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
    await page.screenshot({ path: `test-results/screens/${project}-${name}-${scheme}.png`, fullPage: true })
    expect.soft(await faults(page), scheme).toEqual([])
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide, 'the screen scrolls sideways').toBeLessThanOrEqual(0)
}

test.describe('for the Rainmaker', () => {
  test.use({ storageState: stateOf('rocio') })

  for (const [name, path] of SCREENS) {
    test(`${name} is accessible in both appearances and fits the screen`, async ({ page }, { project }) => {
      await page.goto(path)
      await judge(page, name, project.name)
    })
  }

  for (const [name, list, id] of ONE) {
    test(`one of the ${name} is accessible in both appearances and fits the screen`, async ({ page, request }, { project }) => {
      const { items } = await ask<{ items: Record<string, string>[] }>(request, 'rocio', 'GET', list)
      await page.goto(`${list}/${items[0]?.[id]}`)
      await judge(page, `one-of-${name}`, project.name)
    })
  }
})

test('signing in is accessible in both appearances and fits the screen', async ({ page }, { project }) => {
  await page.goto('/')
  await judge(page, 'sign-in', project.name)
})
