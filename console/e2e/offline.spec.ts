import { expect } from '@playwright/test'
import { Own, somebody } from './own'
import { DESK, PHONE, test } from './people'
import { letters } from './stack'

let own: Own
test.beforeAll(async () => {
  own = await Own.make('Zona sin señal', ['ana'])
})
test.afterAll(() => own.end())

test('without a connection nothing is claimed, and that is said; with it, it works again', PHONE, async ({ as }) => {
  const contact = somebody(`Lucas${letters()}`, 'Mena')
  const lead = await own.offered(contact)
  const ana = await as('ana')
  await ana.goto('/')
  const offer = ana.getByRole('group', { name: `Por reclamar: ${contact.first_name}` })
  await expect(offer.getByRole('button', { name: 'Reclamar' })).toBeEnabled()

  await ana.context().setOffline(true)
  await expect(ana.getByRole('banner').getByText('Sin conexión')).toBeVisible()
  await expect(offer.getByRole('button', { name: 'Reclamar' })).toBeDisabled()
  await expect(offer).toContainText('No hay conexión: podrás reclamar o rechazar cuando la recuperes.')
  await offer.focus()
  await ana.keyboard.press('1')
  await expect(offer).toBeVisible()
  expect(await own.see(lead)).toMatchObject({ state: 'offered' })

  await ana.context().setOffline(false)
  await expect(ana.getByRole('banner').getByText('Sin conexión')).toHaveCount(0)
  await offer.getByRole('button', { name: 'Reclamar' }).click()
  await expect(ana.getByRole('heading', { level: 1, name: `${contact.first_name} Mena` })).toBeVisible()
})

test('a claim that the network lost says so', DESK, async ({ as }) => {
  const contact = somebody(`Lucas${letters()}`, 'Mena')
  const lead = await own.offered(contact)
  const ana = await as('ana')
  await ana.goto('/')
  const offer = ana.getByRole('group', { name: `Por reclamar: ${contact.first_name}` })
  await ana.route('**/claim', (route) => route.abort())
  await offer.getByRole('button', { name: 'Reclamar' }).click()
  await expect(offer.getByRole('alert')).toContainText('No se pudo contactar con Relevo.')
  expect(await own.see(lead)).toMatchObject({ state: 'offered' })

  await ana.unroute('**/claim')
  await offer.getByRole('button', { name: 'Reclamar' }).click()
  await expect(ana.getByRole('heading', { level: 1, name: `${contact.first_name} Mena` })).toBeVisible()
})
