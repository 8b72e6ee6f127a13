import { type BrowserContext, expect, type Locator, type Page, test as base } from '@playwright/test'
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

/** The menu of the screens; on a phone it is opened first. */
export async function menuOf(page: Page): Promise<Locator> {
  if (test.info().project.use.isMobile) await page.getByRole('button', { name: 'Más', exact: true }).click()
  const menu = page.getByRole('navigation', { name: 'Pantallas' })
  await expect(menu.getByRole('link', { name: 'Roles y permisos' })).toBeVisible()
  return menu
}
