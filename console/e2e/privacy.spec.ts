import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { judgeShown, settled } from './judge'
import { DESK, Devices, MOSTLY_DESK, test } from './people'
import { ask, letters } from './stack'

const devices = new Devices()
test.afterAll(() => devices.close())

test(
  'the Rainmaker finds a person, exports what is stored about them, and erases them',
  DESK,
  async ({ browser, request }) => {
    const word = letters()
    const email = `${word}@example.com`
    const { lead_id } = await ask<{ lead_id: string }>(request, 'rocio', 'POST', '/leads', {
      contact: { first_name: `Eva ${word}`, last_name: 'Sol', emails: [email] },
      routing: 'pool',
    })
    const page = await devices.of('rocio', browser)
    await page.goto('/settings')
    await page.getByRole('link', { name: 'Privacidad y datos de personas' }).click()
    await page.getByRole('textbox', { name: 'Correo' }).fill(email)
    await page.getByRole('button', { name: 'Buscar' }).last().click()
    const found = page.getByRole('checkbox', { name: new RegExp(word) })
    await expect(found).toBeChecked()
    await page.getByRole('combobox', { name: 'Cómo sabes que es esta persona' }).click()
    await page.getByRole('option', { name: 'En persona' }).click()

    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Exportar' }).click()
    const file = readFileSync(await (await saved).path(), 'utf8')
    const { records } = JSON.parse(file) as { records: { kind: string; lead_id: string }[] }
    expect(records.map((one) => one.lead_id)).toContain(lead_id)
    expect(file).toContain(email)

    await page.getByRole('button', { name: 'Borrar', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Borrar para siempre' })).toBeDisabled()
    await dialog.getByLabel('Escribe BORRAR para confirmar').fill('BORRAR')
    await dialog.getByRole('button', { name: 'Borrar para siempre' }).click()
    await expect(page).toHaveURL(/erasure=/) // it was begun, and the address says so
    await page.reload()
    await expect(page.getByText('La persona está borrada')).toBeVisible({ timeout: 150_000 })
    await settled(page)

    const shell = await ask<{ contact: { first_name: string }; may: string[] }>(
      request,
      'rocio',
      'GET',
      `/leads/${lead_id}`,
    )
    expect([shell.contact.first_name, shell.may]).toEqual(['', []])
    await page.getByRole('button', { name: 'Buscar a otra persona' }).click()
    await page.getByRole('textbox', { name: 'Correo' }).fill(email)
    await page.getByRole('button', { name: 'Buscar' }).last().click()
    await expect(page.getByText('Nadie tiene esta dirección')).toBeVisible()
  },
)

test(
  'an objection of somebody who is no lead is recorded, known when they write, and withdrawn',
  MOSTLY_DESK,
  async ({ browser, request }) => {
    const email = `${letters()}@example.com`
    const page = await devices.of('marta', browser)
    await page.goto('/objections')
    await page.getByRole('textbox', { name: 'Correo' }).fill(email)
    await page.getByRole('radio', { name: 'Todo contacto salvo' }).check()
    await page.getByRole('button', { name: 'Anotar la oposición' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'La oposición queda anotada' })).toContainText('Ningún')

    const { lead_id } = await ask<{ lead_id: string }>(request, 'marta', 'POST', '/leads', {
      contact: { first_name: 'Olga', last_name: 'Sol', emails: [email] },
      routing: 'pool',
    })
    const objection = async () =>
      (await ask<{ objection?: { what: string } }>(request, 'marta', 'GET', `/leads/${lead_id}`)).objection?.what
    expect(await objection()).toBe('all')

    await page.getByRole('button', { name: 'Retirar la oposición' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Retirar' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'La oposición queda retirada' })).toContainText(
      '1 prospecto',
    )
    expect(await objection()).toBeUndefined()
    await judgeShown(page, 'objections')
  },
)

test('the Rainmaker sees who saw a contact', MOSTLY_DESK, async ({ browser, request }) => {
  const word = letters()
  const email = `${word}@example.com`
  const { lead_id } = await ask<{ lead_id: string }>(request, 'rocio', 'POST', '/leads', {
    contact: { first_name: `Eva ${word}`, last_name: 'Sol', emails: [email] },
    routing: 'pool',
  })
  await ask(request, 'marta', 'GET', `/leads/${lead_id}`)
  const page = await devices.of('rocio', browser)
  await page.goto('/settings/privacy')
  await page.getByRole('textbox', { name: 'Correo' }).fill(email)
  await page.getByRole('button', { name: 'Buscar' }).last().click()
  await page.getByRole('link', { name: new RegExp(`^Quién lo vio.*${word}`) }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Marta' })).toHaveCount(1)
  await judgeShown(page, 'seen')
})
