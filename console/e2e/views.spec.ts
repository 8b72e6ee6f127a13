import { expect, type Page } from '@playwright/test'
import { judge } from './judge'
import { MOSTLY_DESK, test } from './people'
import { letters } from './stack'

/** What somebody looks for again and again in the list of leads. */
const views = (page: Page) => page.getByRole('navigation', { name: 'Vistas' })
const dialog = (page: Page) => page.getByRole('dialog')

test(
  'a view is saved for the team, found by name, changed, renamed and deleted',
  MOSTLY_DESK,
  async ({ as }, { project }) => {
    const name = `Grupo ${letters()}`
    const [marta, rocio] = [await as('marta'), await as('rocio')]
    await marta.goto('/leads?state=pooled&mood=blue')
    await marta.getByRole('button', { name: 'Guardar vista…' }).click()
    await dialog(marta).getByLabel('Nombre').fill(name)
    await dialog(marta).getByRole('checkbox').check()
    await dialog(marta).getByRole('button', { name: 'Guardar' }).click()
    await expect(views(marta).getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
    await expect(marta).toHaveURL(/state=pooled.*mood=blue.*view=view_/)
    await judge(marta, 'views')

    await rocio.goto('/dashboard')
    await rocio.getByRole('button', { name: 'Buscar' }).click()
    await rocio.getByRole('textbox', { name: 'Buscar' }).fill(name)
    await rocio.getByRole('button', { name }).click()
    await expect(rocio).toHaveURL(/state=pooled.*mood=blue.*view=view_/)
    await expect(views(rocio).getByRole('link', { name })).toHaveAttribute('aria-current', 'page')

    if (!project.use.isMobile) {
      await marta.getByRole('button', { name: 'Columnas' }).click()
      await marta.getByRole('checkbox', { name: 'Fuente' }).uncheck()
      await marta.keyboard.press('Escape')
      await expect(views(marta).getByRole('link', { name: `${name} *` })).toBeVisible()
      await marta.getByRole('button', { name: `Cambiar la vista ${name}` }).click()
      await marta.getByRole('menuitem', { name: 'Guardar en ella lo que se ve' }).click()
      await expect(views(marta).getByRole('link', { name: `${name} *` })).toBeHidden()
      await expect(marta).toHaveURL(/columns=/)
    }
    await marta.getByRole('button', { name: `Cambiar la vista ${name}` }).click()
    await marta.getByRole('menuitem', { name: 'Renombrar o compartir…' }).click()
    await dialog(marta).getByLabel('Nombre').fill(`${name} mío`)
    await dialog(marta).getByRole('checkbox').uncheck()
    await dialog(marta).getByRole('button', { name: 'Guardar' }).click()
    await expect(views(marta).getByRole('link', { name: `${name} mío` })).toBeVisible()
    await rocio.reload()
    await expect(rocio.getByRole('button', { name: 'Guardar vista…' })).toBeVisible()
    await expect(rocio.getByRole('link', { name })).toBeHidden()

    await marta.getByRole('button', { name: `Cambiar la vista ${name} mío` }).click()
    await marta.getByRole('menuitem', { name: 'Eliminar…' }).click()
    await dialog(marta).getByRole('button', { name: 'Eliminar' }).click()
    await expect(marta.getByRole('link', { name: `${name} mío` })).toBeHidden()
  },
)
