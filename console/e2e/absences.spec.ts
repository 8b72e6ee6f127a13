import { expect, type Locator, type Page } from '@playwright/test'
import { judge, judgeShown } from './judge'
import { available, Own, somebody } from './own'
import { MOSTLY_PHONE, test } from './people'
import { ask, person, type Who } from './stack'

interface Absence {
  absence_id: string
  side: 'own' | 'team'
}

/** Nobody of these has planned to be away. */
async function present(request: Parameters<typeof ask>[0], ...who: Who[]) {
  for (const one of who) {
    const { absences } = await ask<{ absences: Absence[] }>(request, 'rocio', 'GET', `/agents/${person(one).agent_id}`)
    for (const { absence_id, side } of absences) {
      if (side === 'own') await ask(request, one, 'DELETE', `/me/absences/${absence_id}`)
      else await ask(request, 'rocio', 'DELETE', `/agents/${person(one).agent_id}/absences/${absence_id}`)
    }
  }
}
test.afterEach(({ request }) => present(request, 'ana'))

/** Choose a day of next month, at a time of the day, in a field. */
async function choose(page: Page, form: Locator, label: string, day: number, time: string) {
  const field = form.getByRole('button', { name: label, exact: true })
  const fresh = !/\d/.test(await field.innerText()) // else the calendar opens on the month that was chosen
  await field.click()
  const calendar = page
    .getByRole('dialog')
    .filter({ has: page.getByRole('table') })
    .last()
  if (fresh) await calendar.getByRole('button', { name: 'Mes siguiente' }).click()
  await calendar
    .getByRole('button', { name: new RegExp(`^${day} `) })
    .first()
    .click()
  const [hours = '', minutes = ''] = time.split(':')
  await calendar.getByRole('spinbutton', { name: 'Hora' }).fill(hours)
  await calendar.getByRole('spinbutton', { name: 'Minuto' }).fill(minutes)
  await calendar.getByRole('button', { name: 'Elegir', exact: true }).click()
  await expect(calendar).toBeHidden()
}

/** Each absence stands by itself: one that overlaps is told so, and the one that is there stays. */
test(
  'an agent plans absences with a cover, and one that overlaps is refused in words',
  MOSTLY_PHONE,
  async ({ as, request }) => {
    await present(request, 'ana')
    const ana = await as('ana')
    await ana.goto('/me')
    const list = ana.getByRole('region', { name: 'Ausencias' })
    await expect(list).toContainText('No hay ninguna ausencia planificada.')

    await list.getByRole('button', { name: 'Añadir una ausencia' }).click()
    const form = ana.getByRole('dialog', { name: 'Añadir una ausencia' })
    await judgeShown(ana, 'absence-new', { whole: false })
    await form.getByRole('button', { name: 'Añadir', exact: true }).click()
    await expect(form).toContainText('Elige cuándo termina.')
    await choose(ana, form, 'Desde', 10, '09:00')
    await choose(ana, form, 'Hasta', 14, '18:00')
    await form.getByRole('combobox', { name: 'Quién sustituye' }).click()
    await ana.getByRole('option', { name: 'Bruno Cifuentes' }).click()
    await form.getByRole('textbox', { name: 'Motivo' }).fill('Congreso en Vitoria')
    await form.getByRole('button', { name: 'Añadir', exact: true }).click()
    await expect(form).toBeHidden()
    const one = list.getByRole('listitem')
    await expect(one).toHaveCount(1)
    await expect(one).toContainText('Sustituye Bruno Cifuentes')
    await expect(one).toContainText('Congreso en Vitoria')
    await judge(ana, 'absences')

    await list.getByRole('button', { name: 'Añadir una ausencia' }).click()
    await choose(ana, form, 'Desde', 12, '09:00')
    await choose(ana, form, 'Hasta', 20, '09:00')
    await form.getByRole('button', { name: 'Añadir', exact: true }).click()
    await expect(form).toContainText('Ya hay otra ausencia en esas fechas.')
    await choose(ana, form, 'Desde', 15, '09:00')
    await form.getByRole('button', { name: 'Añadir', exact: true }).click()
    await expect(one).toHaveCount(2)

    await one
      .first()
      .getByRole('button', { name: /^Cambiar: / })
      .click()
    const change = ana.getByRole('dialog', { name: 'Cambiar la ausencia' })
    await expect(change.getByRole('textbox', { name: 'Motivo' })).toHaveValue('Congreso en Vitoria')
    await change.getByRole('textbox', { name: 'Motivo' }).fill('Congreso')
    await change.getByRole('button', { name: 'Guardar' }).click()
    await expect(one.first()).toContainText('Congreso')
    await one
      .last()
      .getByRole('button', { name: /^Quitar: / })
      .click()
    await expect(one).toHaveCount(1)
  },
)

/** Nothing keeps a Manager from it, but they are told before, and asked. */
test(
  'a Manager plans an absence of an agent and is told of it when assigning by hand',
  MOSTLY_PHONE,
  async ({ as, request }) => {
    const own = await Own.make('Portal Ausente', ['bruno'])
    try {
      await present(request, 'ana')
      await available(request, 'ana', 'bruno')
      const lead = await own.of('bruno', somebody('Irene', 'Reasigna'), {})
      const marta = await as('marta')
      await marta.goto(`/agents/${person('ana').agent_id}`)
      const list = marta.getByRole('region', { name: 'Ausencias' })
      await list.getByRole('button', { name: 'Añadir una ausencia' }).click()
      const form = marta.getByRole('dialog', { name: 'Añadir una ausencia' })
      await choose(marta, form, 'Hasta', 9, '20:00')
      await form.getByRole('button', { name: 'Añadir', exact: true }).click()
      await expect(list.getByRole('listitem')).toContainText('Ahora')

      await marta.goto(`/leads/${lead}`)
      await marta
        .getByRole('button', { name: /^Reasignar/ })
        .first()
        .click()
      const dialog = marta.getByRole('dialog')
      await dialog.getByRole('combobox', { name: 'Miembro' }).click()
      const option = marta.getByRole('option', { name: /Ana Beltrán/ })
      await expect(option).toContainText('Ausente hasta')
      await option.click()
      await dialog.getByRole('button', { name: /^(Reasignar|Asignar)/ }).click()
      const asked = marta.getByRole('dialog', { name: '¿Asignar a Ana Beltrán de todos modos?' })
      await expect(asked).toContainText('Ausente hasta')
      await asked.getByRole('button', { name: 'Cancelar' }).click()
      await dialog.getByRole('button', { name: /^(Reasignar|Asignar)/ }).click()
      await asked.getByRole('button', { name: 'Asignar' }).click()
      await expect.poll(async () => (await own.see(lead)).owner).toBe(person('ana').agent_id)
    } finally {
      await own.end()
    }
  },
)
