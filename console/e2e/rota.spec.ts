import { expect, type Locator, type Page } from '@playwright/test'
import { judge, judgeShown } from './judge'
import { Own } from './own'
import { MOSTLY_DESK, test } from './people'

interface Route {
  route_id: string
  title: string
}

const shifts = (page: Page) => page.getByRole('region', { name: 'Guardias' })

/** A shift of somebody on a day of the week that is shown. */
async function add(page: Page, day: Locator, who: string, name?: string) {
  await day.getByRole('button', { name: /^Nueva guardia/ }).click()
  const form = page.getByRole('dialog', { name: 'Nueva guardia' })
  await form.getByRole('combobox', { name: 'Agentes' }).click()
  await page.getByRole('option', { name: who }).click()
  await page.keyboard.press('Tab')
  if (name) await form.getByRole('textbox', { name: 'Nombre' }).fill(name)
  await form.getByRole('button', { name: 'Guardar' }).click()
  await expect(form).toBeHidden()
}

/** The week after this one has no day that is over. */
test(
  'the Rainmaker plans a week of shifts and copies it, and whoever is on them sees when',
  MOSTLY_DESK,
  async ({ as }) => {
    const own = await Own.make('Portal Guardias', ['ana', 'bruno'])
    try {
      const { items } = await own.ask<{ items: Route[] }>('rocio', 'GET', '/routes')
      const route = items.find((one) => one.title.endsWith('Portal Guardias'))
      const rocio = await as('rocio')
      await rocio.goto(`/routes/${route?.route_id}`)
      await shifts(rocio).getByRole('button', { name: 'Semana siguiente', exact: true }).click()
      const days = shifts(rocio).getByRole('list').getByRole('listitem')
      await expect(days).toHaveCount(7)
      await add(rocio, days.nth(1), 'Ana Beltrán', 'Puertas abiertas')
      await expect(days.nth(1)).toContainText('Puertas abiertas')
      await add(rocio, days.nth(4), 'Bruno Cifuentes')
      await judge(rocio, 'rota')

      await days
        .nth(1)
        .getByRole('button', { name: /^Editar la guardia .*Ana Beltrán/ })
        .click()
      const form = rocio.getByRole('dialog', { name: 'Editar la guardia' })
      await judgeShown(rocio, 'shift', { whole: false })
      await form.getByRole('textbox', { name: 'Nombre' }).fill('Visitas')
      await form.getByRole('button', { name: 'Guardar' }).click()
      await expect(days.nth(1)).toContainText('Visitas')

      await shifts(rocio).getByRole('button', { name: 'Copiar a la semana siguiente' }).click()
      await expect(rocio.getByText('La semana se ha copiado.')).toBeVisible()
      await expect(days.nth(1)).toContainText('Visitas')
      await days
        .nth(4)
        .getByRole('button', { name: /^Editar la guardia/ })
        .click()
      await form.getByRole('button', { name: 'Eliminar' }).click()
      await expect(days.nth(4).getByRole('button', { name: /^Editar/ })).toHaveCount(0)
      const only = shifts(rocio).getByRole('switch', { name: 'Solo durante las guardias' })
      await only.press('Space') // on a phone what was saved is told above it
      await expect(only).toBeChecked()

      const ana = await as('ana')
      await ana.goto('/')
      const mine = ana.getByRole('region', { name: 'Tus guardias' })
      await expect(mine.getByText(/^Visitas · Reparto Portal Guardias/)).toHaveCount(2)
    } finally {
      await own.end()
    }
  },
)
