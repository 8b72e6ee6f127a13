import { expect, type Page } from '@playwright/test'
import { judge, judgeShown, settled } from './judge'
import { MOSTLY_DESK, PHONE, test } from './people'
import { ask } from './stack'

/** Sample data: asked for, looked at, and removed whole. The team of these tests has leads of its own beside it. */
const part = (page: Page) => page.getByRole('region', { name: 'Datos de ejemplo' })
const NAMES = ['Clara Fuentes', 'Javier Molina', 'Nuria Campos', 'Tomás Vidal', 'Elena Prado']

test.afterEach(async ({ request }) => {
  await ask(request, 'rocio', 'DELETE', '/sample')
})

test(
  'a Rainmaker looks at sample data, which nobody else sees, and removes it in one click',
  MOSTLY_DESK,
  async ({ as, request }) => {
    const [rocio, marta] = [await as('rocio'), await as('marta')]
    await ask(request, 'rocio', 'PATCH', '/settings', { setup_hidden: false })
    const figures = await ask<{ pool: unknown; offers: unknown }>(request, 'rocio', 'GET', '/dashboard')
    await rocio.goto('/dashboard')
    const checklist = rocio.getByRole('region', { name: 'Prepara tu equipo' })
    await checklist.getByRole('button', { name: 'Ver con datos de ejemplo' }).click()
    for (const name of NAMES) await expect(part(rocio).getByRole('link', { name })).toBeVisible()
    await expect(part(rocio).getByText('Ejemplo', { exact: true })).toHaveCount(NAMES.length)
    await expect(checklist.getByRole('button', { name: 'Ver con datos de ejemplo' })).toBeHidden()
    expect((await ask<typeof figures>(request, 'rocio', 'GET', '/dashboard')).pool).toEqual(figures.pool)
    await judge(rocio, 'samples')

    await part(rocio).getByRole('link', { name: 'Nuria Campos' }).click()
    await expect(rocio.getByRole('heading', { level: 1, name: 'Nuria Campos' })).toBeVisible()
    await expect(rocio.getByText('Ejemplo', { exact: true })).toBeVisible()
    await expect(rocio.getByText('Enviar la valoración').first()).toBeVisible()
    for (const verb of ['Cerrar', 'Asignar', 'Reasignar'])
      await expect(rocio.getByRole('button', { name: verb, exact: true })).toBeHidden()
    await settled(rocio)
    await judgeShown(rocio, 'sample-lead')

    await marta.goto('/leads')
    await settled(marta)
    await expect(marta.getByText(NAMES[0] as string)).toBeHidden()
    await expect(part(marta)).toBeHidden()

    await rocio.goto('/leads')
    await expect(part(rocio).getByRole('link', { name: NAMES[4] as string })).toBeVisible()
    await part(rocio).getByRole('button', { name: 'Quitar los datos de ejemplo' }).click()
    await expect(part(rocio)).toBeHidden()
    await rocio.reload()
    await settled(rocio)
    await expect(part(rocio)).toBeHidden()
  },
)

test('sample data is removed from one of its leads too', PHONE, async ({ as, request }) => {
  const { items } = await ask<{ items: { lead_id: string }[] }>(request, 'rocio', 'POST', '/sample')
  const page = await as('rocio')
  await page.goto(`/leads/${items[0]?.lead_id}`)
  await page.getByRole('button', { name: 'Quitar los datos de ejemplo' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Prospectos' })).toBeVisible()
  await expect(part(page)).toBeHidden()
})
