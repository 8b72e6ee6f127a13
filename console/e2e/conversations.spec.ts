import { expect } from '@playwright/test'
import { judge } from './judge'
import { Own, somebody } from './own'
import { MOSTLY_PHONE, test } from './people'

/** Who waits now stands first, and leads to the list of all open conversations, where many are changed at once. */
test(
  'a Manager sees who waits, filters the list by the address, and reassigns leads from it',
  MOSTLY_PHONE,
  async ({ as }) => {
    const own = await Own.make('Portal Espera', ['ana'])
    try {
      const [nora, hugo] = [somebody('Nora', 'Espera'), somebody('Hugo', 'Aguarda')]
      await own.of('ana', nora, {})
      await own.of('ana', hugo, {})
      const marta = await as('marta')
      await marta.goto('/dashboard')
      await expect(marta.getByRole('heading', { name: 'Quién espera ahora' })).toBeVisible()
      await judge(marta, 'dashboard-waiting')
      await marta.getByRole('link', { name: 'Esperan respuesta' }).click()
      await expect(marta).toHaveURL(/\/conversations\?which=waiting/)
      await marta.getByRole('combobox', { name: 'Fuente' }).click()
      await marta.getByRole('option', { name: 'Portal Espera' }).click()
      await expect(marta.getByRole('link', { name: 'Nora Espera' })).toBeVisible()
      await expect(marta).toHaveURL(/source=source_/)
      await judge(marta, 'conversations')

      await marta.getByRole('checkbox', { name: 'Elegir Nora Espera' }).check()
      await expect(marta.getByRole('region', { name: 'Lo elegido' })).toBeVisible()
      await marta.getByRole('button', { name: 'Asignar …' }).click()
      await marta.getByRole('dialog').getByRole('combobox', { name: 'Miembro' }).click()
      await marta.getByRole('option').first().click()
      await marta.getByRole('dialog').getByRole('button', { name: 'Asignar a un miembro' }).click()
      await expect(marta.getByRole('dialog').getByText('1 prospecto hecho')).toBeVisible()
    } finally {
      await own.end()
    }
  },
)
