import { expect, type Page } from '@playwright/test'
import { Own, somebody } from './own'
import { DESK, test } from './people'
import { letters, person } from './stack'

/** What is done to many leads together, and undone. */
let own: Own
test.beforeAll(async () => {
  own = await Own.make('Zona en grupo', ['ana', 'bruno'])
})
test.afterAll(() => own.end())

const dialog = (page: Page) => page.getByRole('dialog')

test(
  'many leads are assigned by mistake, and go back but for the one that somebody worked on',
  DESK, // leads are chosen in the table
  async ({ as }) => {
    const last = `Vega${letters()}`
    const contacts = ['Inés', 'Luis', 'Nora'].map((first) => somebody(first, last))
    const leads: string[] = []
    for (const contact of contacts) leads.push(await own.of('ana', contact))
    const marta = await as('marta')
    await marta.goto('/leads')
    await marta.getByRole('searchbox', { name: 'Buscar' }).fill(last)
    await expect(marta.getByRole('row')).toHaveCount(4)
    await marta.getByLabel('Elegir todos los que se ven').check()
    await marta.getByRole('button', { name: 'Asignar …' }).click()
    await dialog(marta).getByRole('combobox', { name: 'Miembro' }).click()
    await marta.getByRole('option', { name: 'Carmen Dávila' }).click()
    await dialog(marta).getByRole('button', { name: 'Asignar' }).click()
    await expect(dialog(marta).getByText('3 prospectos hechos.')).toBeVisible()
    await dialog(marta).getByRole('button', { name: 'Cerrar', exact: true }).click()
    await own.ask('carmen', 'POST', `/leads/${leads[1]}/comments`, { body: 'Ya la conozco.' })

    await marta.getByRole('button', { name: 'Deshacer', exact: true }).click()
    await dialog(marta).getByRole('button', { name: 'Deshacer', exact: true }).click()
    await expect(dialog(marta).getByText('2 prospectos hechos.')).toBeVisible()
    await expect(dialog(marta).getByText(`Luis ${last}: Alguien ha trabajado después`)).toBeVisible()
    const owners = await Promise.all(leads.map(async (lead) => (await own.see(lead)).owner))
    expect(owners).toEqual(['ana', 'carmen', 'ana'].map((who) => person(who as 'ana').agent_id))

    await dialog(marta).getByRole('button', { name: 'Cerrar', exact: true }).click()
    await marta.getByRole('button', { name: 'Cambios múltiples' }).click()
    await expect(
      dialog(marta).getByRole('listitem').filter({ hasText: 'Asignados: 1 prospecto' }).first(),
    ).toBeVisible()
    await marta.goto(`/leads/${leads[0]}?tab=timeline`)
    await expect(marta.getByText('Cambio múltiple deshecho por Marta Robles: vuelve a Ana Beltrán')).toBeVisible()
  },
)
