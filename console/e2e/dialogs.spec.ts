import { expect, type Page } from '@playwright/test'
import { judgeShown } from './judge'
import { Own, somebody } from './own'
import { DESK, menuOf, test, visit } from './people'
import { person } from './stack'

/** What opens over a screen: dialogs, menus and the finder. Their colours are the same on a phone, so judged there once. */
const judge = (page: Page, name: string) =>
  judgeShown(page, name, { whole: false, ...(test.info().project.use.isMobile ? { schemes: ['light'] } : {}) })

let own: Own
let [pooled, mine]: string[] = []
test.beforeAll(async () => {
  own = await Own.make('Portal Sur', ['ana'])
  await own.ask('rocio', 'PATCH', `/agents/${person('ana').agent_id}`, { may_hand_over: true })
  pooled = await own.pooled(somebody('Rita', 'Vega'))
  mine = await own.of('ana', somebody('Mario', 'Sanz'))
})
test.afterAll(async () => {
  await own.ask('rocio', 'PATCH', `/agents/${person('ana').agent_id}`, { may_hand_over: false })
  await own.end()
})

/** Judge what a button opens, and close it as people do. */
async function opens(page: Page, button: string | RegExp, name: string, role: 'dialog' | 'menu' = 'dialog') {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await expect(page.getByRole(role)).toBeVisible()
  await judge(page, name)
  await page.keyboard.press('Escape')
  await expect(page.getByRole(role)).toHaveCount(0)
}

test('the finder leads to a screen by its name, by keys alone', async ({ as }) => {
  const page = await as('marta')
  await page.goto('/me')
  await expect(page.getByRole('heading', { level: 1, name: 'Mi perfil' })).toBeVisible()
  await page.keyboard.press('Control+k')
  const sought = page.getByRole('searchbox', { name: 'Buscar' }).or(page.getByRole('textbox', { name: 'Buscar' }))
  await expect(sought).toBeFocused()
  await judge(page, 'marta-finder')
  await page.keyboard.type('cober')
  await expect(page.locator('[data-selected]').filter({ hasText: 'Cobertura' })).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Cobertura' })).toBeVisible()
})

test('the menu of the screens', async ({ as }) => {
  const page = await as('rocio')
  await page.goto('/roles')
  await menuOf(page)
  await judge(page, 'rocio-menu')
})

test('what an owner does with a lead', async ({ as }) => {
  const page = await as('ana')
  await page.goto(`/leads/${mine}`)
  await opens(page, 'Devolver', 'ana-give-back')
  await opens(page, 'Traspasar', 'ana-hand-over')
  await opens(page, 'Cerrar como', 'ana-close-as', 'menu')
  await opens(page, 'No contactar', 'ana-do-not-contact')
  await opens(page, 'Editar el contacto', 'ana-edit-contact')
})

test('what a Manager does with a lead', async ({ as }) => {
  const page = await as('marta')
  await page.goto(`/leads/${pooled}`)
  await opens(page, 'Asignar', 'marta-assign')
  await opens(page, 'Más acciones', 'marta-more-actions', 'menu')
  await page.getByRole('button', { name: 'Más acciones' }).click()
  await page.getByRole('menuitem', { name: 'Unir con otro prospecto' }).click()
  await page.getByLabel('Busca el otro prospecto').fill('Mario')
  await expect(page.getByRole('radio', { name: 'Mario Sanz' }).first()).toBeVisible()
  await judge(page, 'marta-merge')
})

test('what the Rainmaker does with members and sources', async ({ as }) => {
  const page = await as('rocio')
  await page.goto('/agents')
  await opens(page, 'Invitar', 'rocio-invite')
  await visit(page, `/agents/${person('ana').agent_id}`)
  await opens(page, 'Pausar a Ana Beltrán', 'rocio-pause')
  await opens(page, 'Quitar…', 'rocio-remove')
  await visit(page, '/sources')
  await opens(page, 'Nueva fuente', 'rocio-new-source')
  await page.getByRole('link', { name: 'Web de la agencia' }).click()
  await opens(page, 'Archivar…', 'rocio-archive-source')
})

test('what is asked before one’s own notifications and pauses change', async ({ as }) => {
  const page = await as('ana')
  await page.goto('/notifications')
  await opens(page, 'Archivar todas', 'ana-archive-all')
  await visit(page, '/me')
  await opens(page, 'Añadir una pausa', 'ana-add-pause')
})

test('Escape in a calendar closes the calendar, and not the dialog around it', DESK, async ({ as }) => {
  const page = await as('ana')
  await page.goto('/me')
  await page.getByRole('button', { name: 'Añadir una pausa' }).click()
  const dialog = page.getByRole('dialog', { name: 'Añadir una pausa' })
  for (const name of ['Hora', 'Minuto']) {
    await dialog.getByLabel('Desde').click()
    await page.getByRole('spinbutton', { name }).focus()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('spinbutton', { name })).toHaveCount(0)
    await expect(dialog).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
