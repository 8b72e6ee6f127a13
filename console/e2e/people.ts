import { readFileSync } from 'node:fs'
import { type Browser, type BrowserContext, expect, type Locator, type Page, test as base } from '@playwright/test'
import { address, stateOf, type Who } from './stack'

/**
 * The device of each person: it stays from test to test, with the console on it that was loaded once, as theirs does. A
 * test that fails ends them all, because Playwright goes on in a new process.
 */
const kept = new Map<Who, BrowserContext>()

async function deviceOf(who: Who, browser: Browser): Promise<BrowserContext> {
  const device = kept.get(who) ?? (await browser.newContext({ storageState: stateOf(who) }))
  kept.set(who, device)
  return device
}

/** Open a page on a device, on which nothing is left of earlier tests but that the person is signed in. */
async function open(device: BrowserContext, who: Who): Promise<Page> {
  const page = await device.newPage()
  const stored = JSON.parse(readFileSync(stateOf(who), 'utf8')) as Awaited<ReturnType<BrowserContext['storageState']>>
  await page.addInitScript(({ origins }) => {
    const mine = origins.find((one) => one.origin === location.origin)
    if (!mine || sessionStorage.getItem('opened')) return // of another site, or not the first document of this page
    sessionStorage.setItem('opened', 'yes')
    localStorage.clear()
    for (const { name, value } of mine.localStorage) localStorage.setItem(name, value)
  }, stored)
  return page
}

/**
 * The device that alone walks a journey which is the same on both: what its screens look like is judged on both all the
 * same, by other tests.
 */
export const DESK = { tag: '@desk' }
export const PHONE = { tag: '@phone' }
/**
 * A journey that works on both, walked on the device where most people walk it: managers plan at a desk, and answer
 * on a phone as agents do. With EVERYWHERE set, as every night, it is walked on both.
 */
export const MOSTLY_DESK = { tag: '@mostly-desk' }
export const MOSTLY_PHONE = { tag: '@mostly-phone' }

interface Lent {
  /** `as('ana')`: the console as Ana has it open on her device; asked for again, on another device of hers. */
  as: (who: Who) => Promise<Page>
  /** `afresh('ana')`: the console on a device of Ana's that has never shown it. */
  afresh: (who: Who) => Promise<Page>
}

export const test = base.extend<Lent>({
  as: async ({ browser, afresh }, lend) => {
    const pages = new Map<Who, Page>()
    await lend(async (who) => {
      if (pages.has(who)) return afresh(who)
      const page = await open(await deviceOf(who, browser), who)
      pages.set(who, page)
      return page
    })
    await Promise.all([...pages.values()].map((one) => one.close()))
  },
  afresh: async ({ browser }, lend) => {
    const devices: BrowserContext[] = []
    await lend(async (who) => {
      const device = await browser.newContext({ storageState: stateOf(who) })
      devices.push(device)
      return device.newPage()
    })
    await Promise.all(devices.map((one) => one.close()))
  },
})

/** The pages that tests of one file leave open for the next, one for each person. */
export class Devices {
  private readonly pages = new Map<Who, Page>()
  constructor(private readonly media: Parameters<Page['emulateMedia']>[0] = {}) {}

  /** The console as somebody has it open on their device, all day. */
  async of(who: Who, browser: Browser): Promise<Page> {
    const known = this.pages.get(who)
    if (known) return known
    const page = await open(await deviceOf(who, browser), who)
    await page.emulateMedia(this.media)
    this.pages.set(who, page)
    return page
  }

  async close() {
    for (const page of this.pages.values()) await page.close()
    this.pages.clear()
  }
}

/**
 * Go to a screen as a link of the console does: it is not loaded anew, which takes most of what a screen costs. The first
 * screen of a page loads it. Answers once the screen that was left is gone.
 */
export async function visit(page: Page, path: string) {
  if (!page.url().startsWith(address)) return void (await page.goto(path))
  const heading = page.getByRole('heading', { level: 1 })
  await heading.evaluate((left) => left.setAttribute('data-left', ''))
  await page.evaluate((to) => history.pushState({}, '', to), path)
  await expect(page.locator('[data-left]')).toHaveCount(0)
}

/** The menu of the screens; on a phone it is opened first. */
export async function menuOf(page: Page): Promise<Locator> {
  if (test.info().project.use.isMobile) await page.getByRole('button', { name: 'Más', exact: true }).click()
  const menu = page.getByRole('navigation', { name: 'Pantallas' })
  await expect(menu.getByRole('link', { name: 'Roles y permisos' })).toBeVisible()
  return menu
}
