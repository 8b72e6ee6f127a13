import { expect } from '@playwright/test'
import { Own, somebody } from './own'
import { DESK, test } from './people'
import { person } from './stack'

let own: Own
test.beforeAll(async () => void (own = await Own.make('Portal que recuerda', ['ana', 'bruno'])))
test.afterAll(() => own.end())

test('a Manager reminds an owner of two leads at once, who opens them from one notification', DESK, async ({ as }) => {
  await own.of('ana', somebody('Rosa', 'Espera'))
  await own.of('ana', somebody('Blas', 'Espera'))
  await own.ask('ana', 'POST', '/notifications/archive-all')
  const marta = await as('marta')
  await marta.goto(`/conversations?which=waiting&owner=${person('ana').agent_id}`)
  await marta.getByRole('checkbox', { name: 'Elegir Rosa Espera' }).check()
  await marta.getByRole('checkbox', { name: 'Elegir Blas Espera' }).check()
  await marta.getByRole('button', { name: 'Recordar al agente …' }).click()
  const dialog = marta.getByRole('dialog')
  await expect(dialog.getByLabel('Nota')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Recordárselo al agente asignado' }).click()
  await expect(dialog.getByText('2 prospectos')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cerrar', exact: true }).click()
  await expect(marta.getByText(/^Recordado hace/)).toHaveCount(2)
  const ana = await as('ana')
  await ana.goto('/notifications')
  await ana.getByRole('link', { name: 'Te piden que te ocupes de 2 prospectos' }).click()
  await expect(ana).toHaveURL(/\/mine/)
})
