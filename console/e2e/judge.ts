import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

/** Every rule of WCAG 2.2 up to AA that a machine can judge. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface How {
  /** The whole screen from top to bottom, or what is seen of it at once. */
  whole?: boolean
  schemes?: readonly ('light' | 'dark')[]
}

async function faults(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

/** Judge what is shown in both appearances, and leave its pictures. */
export async function judgeShown(page: Page, name: string, { whole = true, schemes = ['light', 'dark'] }: How = {}) {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      await Promise.allSettled(document.getAnimations().map((one) => one.finished))
    })
    const path = `test-results/screens/${test.info().project.name}-${name}-${scheme}.png`
    await page.screenshot({ path, fullPage: whole })
    expect.soft(await faults(page), `${name}, ${scheme}`).toEqual([])
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** Until a screen has been read, and the names on it. */
export async function settled(page: Page) {
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expect(page.getByText(/(^| )…$/)).toHaveCount(0)
}

/** Judge a screen once it has been read. */
export async function judge(page: Page, name: string) {
  await settled(page)
  await judgeShown(page, name)
}
