import { expect, type Page } from '@playwright/test'
import { Own, somebody } from './own'
import { MOSTLY_PHONE, test, visit } from './people'
import { letters, person } from './stack'

/** What is done with a lead, as the screen says it and as it is then. */
let own: Own
test.beforeAll(async () => {
  own = await Own.make('Zona norte', ['ana', 'bruno'])
  await own.ask('rocio', 'PATCH', `/agents/${person('ana').agent_id}`, { may_hand_over: true })
})
test.afterAll(async () => {
  await own.ask('rocio', 'PATCH', `/agents/${person('ana').agent_id}`, { may_hand_over: false })
  await own.end()
})

/** Somebody with a name that no other row has. */
const newcomer = (last: string) => somebody(`Inés${letters()}`, last)
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const dialog = (page: Page) => page.getByRole('dialog')
const said = (page: Page, words: string | RegExp) => page.getByRole('alert').filter({ hasText: words })

async function choose(page: Page, field: string, option: string) {
  await dialog(page).getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option }).click()
}

test('an agent hands a lead over with a note, and the other reads it', MOSTLY_PHONE, async ({ as }) => {
  const contact = newcomer('Prado')
  const [name, lead] = [`${contact.first_name} Prado`, await own.of('ana', contact)]
  const [ana, bruno] = [await as('ana'), await as('bruno')]
  await ana.goto(`/leads/${lead}`)
  await ana.getByRole('button', { name: 'Traspasar' }).click()
  await choose(ana, 'Miembro', 'Bruno Cifuentes')
  await dialog(ana).getByLabel('Nota').fill('Prefiere que la llamen por la tarde.')
  await dialog(ana).getByRole('button', { name: 'Traspasar' }).click()
  await expect(said(ana, 'Traspasado.')).toBeVisible()
  await expect(ana).toHaveURL(/\/mine$/)
  expect(await own.see(lead)).toMatchObject({ state: 'owned', owner: person('bruno').agent_id })

  await ana.goto(`/leads/${lead}`)
  await expect(ana.getByText('Este prospecto no existe o no lo puedes ver')).toBeVisible()
  await bruno.goto(`/leads/${lead}?tab=timeline`)
  await expect(heading(bruno, name)).toBeVisible()
  await expect(bruno.getByText('Prefiere que la llamen por la tarde.')).toBeVisible()
})

test('a Manager assigns a lead to somebody else, and takes it back at once', MOSTLY_PHONE, async ({ as }) => {
  const lead = await own.of('ana', newcomer('Rivas'))
  const marta = await as('marta')
  await marta.goto(`/leads/${lead}`)
  await marta.getByRole('button', { name: 'Reasignar' }).click()
  await choose(marta, 'Miembro', 'Carmen Dávila')
  await dialog(marta).getByRole('button', { name: 'Asignar' }).click()
  await said(marta, 'Asignado a Carmen Dávila.').hover() // it stays while it is pointed at
  await expect.poll(async () => (await own.see(lead)).owner).toBe(person('carmen').agent_id)
  await marta.getByRole('button', { name: 'Deshacer' }).click()
  await expect.poll(async () => (await own.see(lead)).owner).toBe(person('ana').agent_id)
})

test(
  'a lead that is given back waits for another, who claims it while the row leaves everybody’s screen',
  MOSTLY_PHONE,
  async ({ as }) => {
    const contact = newcomer('Salas')
    const [shown, lead] = [`${contact.first_name} S`, await own.of('ana', contact)]
    const [ana, bruno] = [await as('ana'), await as('bruno')]
    await ana.goto(`/leads/${lead}`)
    await ana.getByRole('button', { name: 'Devolver', exact: true }).click()
    await dialog(ana).getByLabel('No es mi zona').check()
    await dialog(ana).getByRole('button', { name: 'Devolver' }).click()
    await expect(said(ana, 'Devuelto: pasa a otra persona.')).toBeVisible()
    await expect(ana).toHaveURL(/\/mine$/)
    expect(await own.see(lead)).toMatchObject({ state: 'pooled', reason: 'given_back' })

    await Promise.all([ana.goto('/pool'), bruno.goto('/pool')])
    const row = (page: Page) => page.getByRole('listitem').filter({ hasText: contact.first_name })
    await expect(row(ana).getByRole('button', { name: `Reclamar ${shown}` })).toBeVisible()
    await row(bruno)
      .getByRole('button', { name: `Reclamar ${shown}` })
      .click()
    await expect(heading(bruno, `${contact.first_name} Salas`)).toBeVisible()
    await expect(row(ana)).toContainText('Ya no está sin asignar')
    await expect(row(ana).getByRole('button')).toHaveCount(0)
    await ana.getByRole('button', { name: 'Quitarlos' }).click()
    await expect(row(ana)).toHaveCount(0)
    expect(await own.see(lead)).toMatchObject({ state: 'owned', owner: person('bruno').agent_id })
  },
)

test('two leads of one person become one', MOSTLY_PHONE, async ({ as }) => {
  const [first, second] = [newcomer('Tovar'), newcomer('Tovar')]
  const [kept, gone] = [await own.of('ana', first), await own.pooled(second)]
  const marta = await as('marta')
  await marta.goto(`/leads/${gone}`)
  await marta.getByRole('button', { name: 'Más acciones' }).click()
  await marta.getByRole('menuitem', { name: 'Unir con otro prospecto' }).click()
  await dialog(marta)
    .getByLabel('Busca el otro prospecto')
    .fill(first.emails[0] ?? '')
  await dialog(marta).getByRole('radio', { name: first.first_name }).check()
  await expect(dialog(marta).getByText('Sigue siendo de Ana Beltrán.')).toBeVisible()
  await dialog(marta).getByRole('button', { name: 'Unir' }).click()
  await expect(said(marta, 'Unido.')).toBeVisible()
  await expect(marta).toHaveURL(new RegExp(`/leads/${kept}`))
  await expect(marta.getByText(second.emails[0] ?? '')).toBeVisible()
  expect(await own.see(gone)).toMatchObject({ state: 'closed', outcome: 'duplicate', merged_into: kept })

  await marta.goto(`/leads/${gone}`)
  await expect(heading(marta, `${first.first_name} Tovar`)).toBeVisible()
  await expect(marta.getByText('Vienes de un prospecto que se unió a este.')).toBeVisible()
  await marta.getByRole('button', { name: 'Deshacer la unión' }).click()
  await dialog(marta).getByRole('button', { name: 'Deshacer la unión' }).click()
  await expect(said(marta, 'La unión está deshecha.')).toBeVisible()
  await expect.poll(async () => (await own.see(gone)).state).toBe('pooled')
  expect(await own.see(kept)).toMatchObject({ state: 'owned', owner: person('ana').agent_id })
})

test(
  'after a call one tap says what happened; the lead is won, and can be opened again',
  MOSTLY_PHONE,
  async ({ as }) => {
    const lead = await own.of('ana', newcomer('Vidal'))
    const ana = await as('ana')
    await ana.goto(`/leads/${lead}`)
    const call = ana.getByRole('link', { name: 'Llamar' })
    await call.evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()))
    await call.click()
    await ana.getByRole('group', { name: '¿Qué pasó?' }).getByRole('button', { name: 'Hablamos' }).click()
    await expect(ana.getByText('Contactado', { exact: true })).toBeVisible()
    await expect.poll(async () => (await own.see(lead)).stage).toBe('contacted')

    await ana.getByRole('button', { name: 'Cerrar como' }).click()
    await ana.getByRole('menuitem', { name: 'Ganado' }).click()
    await ana.getByRole('dialog').getByRole('button', { name: 'Cerrar el prospecto' }).click()
    await expect(ana.getByText('Cerrado', { exact: true })).toBeVisible()
    await expect.poll(() => own.see(lead)).toMatchObject({ state: 'closed', outcome: 'won' })
    await ana.getByRole('button', { name: 'Reabrir' }).click()
    await expect(said(ana, 'El prospecto está abierto otra vez.')).toBeVisible()
    expect(await own.see(lead)).toMatchObject({ state: 'owned', owner: person('ana').agent_id })

    const history = ana.getByRole('region', { name: 'Lo que ha pasado' })
    for (const told of ['Llamada · Hablaron', 'Cerrado por Ana Beltrán', 'Ganado'])
      await expect(history.getByText(told)).toBeVisible()
  },
)

test('a follow-up task is set with a comment, and ticked when it is done', MOSTLY_PHONE, async ({ as }) => {
  const [lead, what] = [await own.of('ana', newcomer('Ureña')), `Enviar planos ${letters()}`]
  const ana = await as('ana')
  await ana.goto(`/leads/${lead}?tab=comments`)
  await ana.getByPlaceholder('Un comentario para el equipo.', { exact: false }).fill(what)
  await ana.getByRole('button', { name: 'Añadir tarea de seguimiento' }).click()
  await ana.getByRole('menuitem', { name: 'Mañana a las 9:00' }).click()
  await ana.getByRole('button', { name: 'Comentar y crear la tarea' }).click()
  const history = ana.getByRole('region', { name: 'Lo que ha pasado' })
  await expect(history.getByRole('checkbox', { name: `Hecha: ${what}` })).not.toBeChecked()
  await expect(ana.getByRole('region', { name: 'Por hacer' })).toContainText(what)

  await visit(ana, '/tasks')
  const tick = ana.getByRole('checkbox', { name: `Hecha: ${what}` })
  await tick.check()
  await expect(said(ana, `Hecha: ${what}`)).toBeVisible()
  await ana.getByRole('tab', { name: 'Hechas' }).click()
  await expect(tick).toBeChecked()
  const { items } = await own.ask<{ items: { body: string }[] }>('ana', 'GET', '/tasks?state=done')
  expect(items.map((one) => one.body)).toContain(what)
})

test('a task is set on a lead, given to another, changed, and deleted', MOSTLY_PHONE, async ({ as }) => {
  const [lead, what] = [await own.of('ana', newcomer('Ureña')), `Pedir la nota simple ${letters()}`]
  const ana = await as('ana')
  await ana.goto(`/leads/${lead}`)
  await ana.getByRole('group', { name: 'Qué escribir' }).getByRole('button', { name: 'Tarea' }).click()
  await ana.getByLabel('Qué hay que hacer').fill(what)
  await ana.getByRole('button', { name: 'Crear la tarea' }).click()
  const task = ana.getByRole('region', { name: 'Por hacer' })
  await expect(task).toContainText(what)
  await expect(task).toContainText('Ana Beltrán')
  await ana.getByRole('button', { name: `Más sobre la tarea: ${what}` }).click()
  await ana.getByRole('menuitem', { name: /^Editar/ }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('Para quién').click()
  await ana.getByRole('option', { name: 'Marta' }).first().click()
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await expect(task).toContainText('Marta')
  await ana.getByRole('button', { name: `Más sobre la tarea: ${what}` }).click()
  await ana.getByRole('menuitem', { name: 'Eliminar' }).click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Eliminar' }).click()
  await expect(ana.getByText('Tarea eliminada por Ana Beltrán')).toBeVisible()
})
