import { type Browser, type BrowserContext, expect, type Locator, type Page, test as base } from '@playwright/test'
import { stateOf, type Who } from './stack'

/** `as('ana')`: the console as Ana has it open on a device of her own. */
export const test = base.extend<{ as: (who: Who) => Promise<Page> }>({
  as: async ({ browser }, lend) => {
    const devices: BrowserContext[] = []
    await lend(async (who) => {
      const device = await browser.newContext({ storageState: stateOf(who) })
      devices.push(device)
      return device.newPage()
    })
    await Promise.all(devices.map((one) => one.close()))
  },
})

/** The devices that tests of one file leave open for the next, one for each person. */
export class Devices {
  private readonly pages = new Map<Who, Page>()

  /** The console as somebody has it open on their device, all day. */
  async of(who: Who, browser: Browser): Promise<Page> {
    const page = this.pages.get(who) ?? (await (await browser.newContext({ storageState: stateOf(who) })).newPage())
    this.pages.set(who, page)
    return page
  }

  async close() {
    for (const page of this.pages.values()) await page.context().close()
    this.pages.clear()
  }
}

/** The menu of the screens; on a phone it is opened first. */
export async function menuOf(page: Page): Promise<Locator> {
  if (test.info().project.use.isMobile) await page.getByRole('button', { name: 'Más', exact: true }).click()
  const menu = page.getByRole('navigation', { name: 'Pantallas' })
  await expect(menu.getByRole('link', { name: 'Roles y permisos' })).toBeVisible()
  return menu
}
