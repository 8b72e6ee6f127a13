import { expect, type Page } from '@playwright/test'
import { PHONE, test } from './people'
import { ask } from './stack'

/** Read the address that the dialog shows, once, and close it. */
async function readAddress(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'La dirección de tu calendario' })
  const address = await dialog.locator('pre').innerText()
  await dialog.getByRole('button', { name: 'Ya lo copié' }).click()
  await expect(dialog).toBeHidden()
  return address
}

test('a calendar reads the address until it is renewed or ended', PHONE, async ({ as, request }) => {
  await ask(request, 'bruno', 'DELETE', '/me/calendar')
  const page = await as('bruno')
  await page.goto('/me')
  await page.getByRole('button', { name: 'Crear una dirección' }).click()
  const first = await readAddress(page)
  const read = await request.get(first)
  expect(read.status()).toBe(200)
  expect(read.headers()['content-type']).toBe('text/calendar; charset=utf-8')
  expect(await read.text()).toMatch(/^BEGIN:VCALENDAR\r\n/)
  const tag = read.headers().etag ?? ''
  expect((await request.get(first, { headers: { 'If-None-Match': tag } })).status()).toBe(304)

  await page.getByRole('button', { name: 'Crear otra dirección' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Crear otra dirección' }).click()
  const second = await readAddress(page)
  expect((await request.get(first)).status()).toBe(404)
  expect((await request.get(second)).status()).toBe(200)

  await page.getByRole('button', { name: 'Anular la dirección' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Anular la dirección' }).click()
  await expect(page.getByRole('button', { name: 'Crear una dirección' })).toBeVisible()
  expect((await request.get(second)).status()).toBe(404)
})
