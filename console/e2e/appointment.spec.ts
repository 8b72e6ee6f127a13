import { expect, type Page } from '@playwright/test'
import { judge } from './judge'
import { Own, somebody } from './own'
import { MOSTLY_PHONE, test } from './people'
import { letters } from './stack'

/** An appointment that a call led to: a task for when it takes place, and there in the calendar. */
let own: Own
test.beforeAll(async () => {
  own = await Own.make('Zona norte', ['ana'])
})
test.afterAll(() => own.end())

const composer = (page: Page) => page.getByRole('region', { name: 'Escribir' })

async function chooseNextMonth(page: Page) {
  await page.getByRole('button', { name: 'Cuándo es la cita' }).click()
  await page.getByRole('button', { name: 'Mes siguiente' }).click()
  await page.getByRole('button', { name: /^15 / }).click()
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
}

test('a call that led to an appointment sets it for its day, and the day shows it', MOSTLY_PHONE, async ({ as }) => {
  const name = `Irene${letters()}`
  const lead = await own.of('ana', somebody(name, 'Cita'))
  const ana = await as('ana')
  await ana.goto(`/leads/${lead}`)
  await composer(ana).getByRole('button', { name: 'Contacto', exact: true }).click()
  await composer(ana).getByRole('textbox').first().fill('Visita al piso de la calle Mayor')
  await composer(ana).getByRole('combobox', { name: 'Resultado' }).click()
  await ana.getByRole('option', { name: 'Cita' }).click()
  await chooseNextMonth(ana)
  await judge(ana, 'ana-appointment-form')
  await composer(ana).getByRole('button', { name: 'Anotar', exact: true }).click()
  const todo = ana.getByRole('region', { name: 'Por hacer' })
  await expect(todo.getByText('Visita al piso de la calle Mayor')).toBeVisible()
  await expect(todo.getByText(/cita el .*15 .*10:00$/)).toBeVisible()
  await judge(ana, 'ana-appointment')

  const { items } = await own.ask<{ items: { kind: string; lead_id: string }[] }>('ana', 'GET', `/tasks?lead=${lead}`)
  expect(items.map((one) => one.kind)).toEqual(['appointment'])
})
