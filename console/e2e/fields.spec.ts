import { expect } from '@playwright/test'
import { judgeShown } from './judge'
import { MOSTLY_DESK, test } from './people'
import { ask, type Keyed, letters, postFields } from './stack'

test('what a field is taken for is corrected, and the next delivery follows', MOSTLY_DESK, async ({ as, request }) => {
  const page = await as('rocio')
  await page.goto('/sources')
  const made = await ask<Keyed>(request, 'rocio', 'POST', '/sources', { title: `Web ${letters()}`, kind: 'form' })
  const tel = `6${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const send = (name: string) =>
    postFields(request, made, { field_3: name, campo_7: '612 345', tel, texto: 'Busco un piso con terraza.' })
  const first = await send('Lucía Pérez')

  await page.goto(`/sources/${made.source_id}`)
  await page.getByRole('link', { name: 'Ver los campos' }).click()
  const lead = page.getByRole('region', { name: 'El prospecto que resulta' })
  await expect(lead).toContainText('Lucía Pérez')
  await expect(lead).toContainText('campo 7')
  await judgeShown(page, 'source-fields')

  await page.getByRole('combobox', { name: 'Qué es «campo_7»' }).click()
  await page.getByRole('option', { name: 'Otro dato del prospecto…' }).click()
  await page.getByLabel('Cómo se llama').fill('Extensión')
  await page.getByLabel('Cómo se llama').press('Enter')
  await expect(lead).toContainText('extension')
  await page.getByRole('combobox', { name: 'Qué es «texto»' }).click()
  await page.getByRole('option', { name: 'Correo', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Su valor no encaja' })).toBeVisible()
  await judgeShown(page, 'source-fields-changed')
  await page.getByRole('combobox', { name: 'Qué es «texto»' }).click()
  await page.getByRole('option', { name: 'Como se reconoce' }).click()
  await page.getByRole('button', { name: 'Guardar', exact: true }).click()
  await expect(page.getByText('Corregido')).toHaveCount(1)

  const next = await send('Eva Gil')
  const { attributes } = await ask<{ attributes: object }>(request, 'rocio', 'GET', `/leads/${next.lead_id}`)
  expect(attributes).toEqual({ extension: '612 345' })
  for (const one of [first.lead_id, next.lead_id])
    await ask(request, 'rocio', 'POST', `/leads/${one}/close`, { outcome: 'lost' })
})
