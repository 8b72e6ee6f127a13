import { expect, type Page } from '@playwright/test'
import { judgeShown } from './judge'
import { Own, somebody } from './own'
import { DESK, PHONE, test } from './people'
import { letters } from './stack'

const PAGE = { status: 503, contentType: 'text/html', body: '<html><h1>RAW Service Unavailable</h1></html>' }
const RAW = /RAW|Service Unavailable|Failed to fetch|Gateway|<html>/
const SCREENS = [
  '/',
  '/leads',
  '/dashboard',
  '/report',
  '/agents',
  '/routes',
  '/coverage',
  '/sources',
  '/settings',
  '/audit',
]

let own: Own
test.beforeAll(async () => {
  own = await Own.make('Zona con averías', ['ana'])
})
test.afterAll(() => own.end())

/** An offer of Ana's, and its card. */
async function offered(page: Page) {
  const contact = somebody(`Teo${letters()}`, 'Nieto')
  const lead = await own.offered(contact)
  await page.goto('/')
  const card = page.getByRole('group', { name: `Por reclamar: ${contact.first_name}` })
  await expect(card.getByRole('button', { name: 'Reclamar' })).toBeEnabled()
  return { card, lead, contact }
}

test('a claim that the gateway refuses says how long is left, goes on counting, and goes through when tried again', async ({
  as,
}) => {
  const ana = await as('ana')
  const { card, lead, contact } = await offered(ana)
  await ana.route('**/claim', (route) => route.fulfill(PAGE))
  await card.getByRole('button', { name: 'Reclamar' }).click()
  await expect(card.getByRole('alert')).toHaveText(
    'Relevo no está disponible en este momento. Vuelve a intentarlo en un momento.',
  )
  const left = card.getByText(/^Te quedan .+ para reclamar\.$/)
  const before = await left.textContent()
  await expect.poll(() => left.textContent()).not.toBe(before)
  await expect(ana.getByText('El prospecto es tuyo.')).toHaveCount(0)
  await expect(ana.locator('body')).not.toContainText(RAW)
  expect(await own.see(lead)).toMatchObject({ state: 'offered' })
  await judgeShown(ana, 'claim-failed')

  await ana.unroute('**/claim')
  await card.getByRole('button', { name: 'Reclamar' }).click()
  await expect(ana.getByRole('heading', { level: 1, name: `${contact.first_name} Nieto` })).toBeVisible()
})

test('a claim that was done, but whose answer was lost, is not said to have failed', PHONE, async ({ as }) => {
  const ana = await as('ana')
  const { card, lead } = await offered(ana)
  await ana.route('**/claim', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await card.getByRole('button', { name: 'Reclamar' }).click()
  await expect(card).toContainText('Si tu reclamación llegó, el prospecto es tuyo.')
  await expect(card.getByRole('link', { name: 'Ver tus prospectos' })).toBeVisible()
  expect(await own.see(lead)).toMatchObject({ state: 'owned' })
})

test('no screen shows raw text of a gateway, and each can be tried again', DESK, async ({ as }) => {
  const rocio = await as('rocio')
  await rocio.goto('/roles')
  const broken = /\/api\/(?!me($|\/changes|\?))/
  for (const path of SCREENS) {
    await rocio.route(broken, (route) => route.fulfill(PAGE))
    await rocio.goto(path)
    const again = rocio.getByRole('button', { name: 'Intentar de nuevo' })
    await expect(rocio.getByRole('alert').first()).toContainText('Relevo no está disponible en este momento.')
    await expect(rocio.locator('body')).not.toContainText(RAW)
    await rocio.unroute(broken)
    const failed = await again.count()
    await again.first().click()
    await expect.poll(() => again.count()).toBeLessThan(failed)
  }
})

test('what is saved without a connection says so at once, and nothing is lost', PHONE, async ({ as }) => {
  const ana = await as('ana')
  await ana.goto('/leads/new')
  await ana.getByLabel('Nombre', { exact: true }).fill('Eva')
  await ana.getByLabel('Correo').fill('eva@example.com')
  await ana.getByRole('radio', { name: 'A mí' }).check()
  await ana.context().setOffline(true)
  await ana.getByRole('button', { name: 'Guardar el prospecto' }).click()
  await expect(ana.getByRole('alert').filter({ hasText: 'No hay conexión: no se envió nada.' })).toBeVisible()
  await expect(ana.getByLabel('Nombre', { exact: true })).toHaveValue('Eva')
  await ana.context().setOffline(false)
})

test('a console that cannot read its configuration says so in both languages', DESK, async ({ browser }) => {
  const device = await browser.newContext({ serviceWorkers: 'block' })
  const page = await device.newPage()
  await page.route('**/config.json', (route) => route.fulfill(PAGE))
  await page.goto('/')
  await expect(page.getByText('No se pudo contactar con Relevo.')).toBeVisible()
  await expect(page.getByText('Could not reach Relevo.')).toBeVisible()
  await page.unroute('**/config.json')
  await page.getByRole('button', { name: /Reintentar/ }).click()
  await expect(page.getByLabel('Correo')).toBeVisible()
  await device.close()
})
