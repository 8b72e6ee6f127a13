import { expect, type Page } from '@playwright/test'
import { judgeShown, settled } from './judge'
import { Own, somebody } from './own'
import { DESK, MOSTLY_DESK, PHONE, test } from './people'
import { letters, person } from './stack'

const SURNAME = `Zurrón${letters()}`
const inClear = somebody('Íñigo', `${SURNAME} Ibarra`)
let own: Own
let [lead]: string[] = []
test.beforeAll(async () => {
  own = await Own.make('Portal Oeste', ['ana'])
  lead = await own.of('ana', inClear)
})
test.afterAll(async () => {
  await own.ask('rocio', 'DELETE', `/agents/${person('ana').agent_id}/pause`)
  await own.end()
})

const finder = (page: Page) => page.getByRole('dialog', { name: 'Buscar' })

const field = (page: Page) => finder(page).getByPlaceholder('Busca a una persona, una pantalla, algo que hacer…')

/** Open the finder as people do on this device, and type. */
async function find(page: Page, typed: string) {
  await page.getByRole('button', { name: 'Buscar', exact: true }).click()
  await expect(field(page)).toBeFocused()
  await field(page).fill(typed)
}

test('a person is found by any word of the name, the last digits of the phone, or how the e-mail begins', async ({
  as,
}) => {
  const page = await as('marta')
  await page.goto('/me')
  const row = finder(page).getByRole('button', { name: new RegExp(SURNAME, 'i') })
  for (const typed of [SURNAME.toUpperCase(), `ibarra ${SURNAME.slice(0, 5)}`, ...parts()]) {
    await find(page, typed)
    await expect(row).toBeVisible()
    await expect(row).toContainText('Ana Beltrán')
    await page.keyboard.press('Escape')
    await expect(finder(page)).toHaveCount(0)
  }
  await find(page, SURNAME)
  await expect(row).toBeVisible()
  await judgeShown(page, 'marta-finder-person', { whole: false })
  await row.click()
  await expect(page).toHaveURL(new RegExp(`/leads/${lead}`))
})

const parts = () => [inClear.phones[0]?.slice(-6) ?? '', inClear.emails[0]?.slice(0, 8) ?? '']

test.describe('while the finder is still on its way', () => {
  /** The console of somebody whose finder comes when they let it. */
  async function held(page: Page) {
    let come = () => {}
    const allowed = new Promise<void>((resolve) => (come = resolve))
    await page.route(/assets\/Finder-/, async (route) => {
      await allowed
      await route.continue()
    })
    await page.goto('/notifications')
    await settled(page)
    const wanted = page.waitForRequest(/assets\/Finder-/)
    await page.keyboard.press('Control+k')
    await wanted
    return () => come()
  }

  test('what is typed is what it looks for, and no key of the screen below', DESK, async ({ afresh }) => {
    const page = await afresh('marta')
    const come = await held(page)
    let archived = 0
    page.on('request', (one) => (archived += Number(one.url().includes('archive'))))
    await page.keyboard.type('jeseb')
    await page.keyboard.press('Backspace')
    come()
    await expect(field(page)).toHaveValue('jese')
    await expect(field(page)).toBeFocused()
    await page.keyboard.type('m')
    await expect(field(page)).toHaveValue('jesem')
    expect(archived).toBe(0)
  })

  test('Escape takes it back', DESK, async ({ afresh }) => {
    const page = await afresh('marta')
    const come = await held(page)
    await page.keyboard.type('x')
    await page.keyboard.press('Escape')
    const loaded = page.waitForResponse(/assets\/Finder-/)
    come()
    await (await loaded).finished()
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    await expect(finder(page)).toHaveCount(0)
    await page.keyboard.press('Control+k')
    await expect(field(page)).toHaveValue('')
  })
})

test('nobody finds a person whom they may not see', PHONE, async ({ as }) => {
  const page = await as('bruno')
  await page.goto('/me')
  for (const typed of [SURNAME, ...parts()]) {
    await find(page, typed)
    await expect(finder(page).getByText('Nada se llama así')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(finder(page)).toHaveCount(0)
  }
})

for (const typed of ['pausar a ana', 'pause ana']) {
  test(`“${typed}” pauses her, and can be undone`, async ({ as }) => {
    const page = await as('marta')
    await page.goto('/me')
    await find(page, typed)
    await expect(finder(page).getByRole('button', { name: 'Pausar a Ana Beltrán' })).toBeVisible()
    await page.keyboard.press('Enter')
    const asked = page.getByRole('dialog', { name: 'Pausar a Ana Beltrán' })
    await asked.getByRole('button', { name: 'Pausar', exact: true }).click()
    await expect(page.getByText('Ana Beltrán está en pausa.')).toBeVisible()
    const paused = async () =>
      (await own.ask<{ pauses: unknown[] }>('rocio', 'GET', `/agents/${person('ana').agent_id}`)).pauses.length
    await expect.poll(paused).toBe(1)
    await page.getByRole('button', { name: 'Deshacer' }).click()
    await expect.poll(paused).toBe(0)
  })
}

test(
  'routes, members, settings and acts are found, and nothing says what to do instead',
  MOSTLY_DESK,
  async ({ as }) => {
    const page = await as('rocio')
    await page.goto('/me')
    for (const [typed, name] of [
      ['oeste', 'Reparto Portal Oeste'],
      ['oeste', 'Portal Oeste'],
      ['beltran', 'Ana Beltrán'],
      ['zona', 'Zona horaria'],
      ['new lead', 'Nuevo prospecto'],
    ] as const) {
      await find(page, typed)
      await expect(finder(page).getByRole('button', { name, exact: true })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(finder(page)).toHaveCount(0)
    }
    await find(page, 'eltrá')
    await expect(finder(page).getByRole('button', { name: 'Ana Beltrán', exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await find(page, 'working hours')
    await finder(page).getByRole('button', { name: 'Horario', exact: true }).click()
    await expect(page).toHaveURL(/\/settings#hours/)
    await expect(page.getByRole('region', { name: 'Horario' })).toBeFocused()

    await find(page, 'qqqxzv')
    await expect(finder(page).getByText('Nada se llama así')).toBeVisible()
    await judgeShown(page, 'rocio-finder-nothing', { whole: false })
    await finder(page).getByRole('button', { name: 'Nuevo prospecto' }).click()
    await expect(page).toHaveURL(/\/leads\/new/)
  },
)
