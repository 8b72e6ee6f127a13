import { expect, type Page } from '@playwright/test'
import { judge } from './judge'
import { Own, somebody } from './own'
import { DESK, PHONE, test, visit } from './people'

const RANGE = '/report?range=mtd'

/** The part of a screen with this heading. */
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test.describe('with leads of today', () => {
  let own: Own
  test.beforeAll(async () => {
    own = await Own.make('Portal Gráficos', ['ana', 'bruno'])
    await own.offered(somebody('Alba', 'Soto'))
    await own.offered(somebody('Iván', 'Mora'))
  })
  test.afterAll(() => own.end())

  test('the report and the dashboard are accessible in both appearances and fit the screen', async ({ as }) => {
    const page = await as('rocio')
    await page.goto(RANGE)
    await expect(part(page, 'Tiempo hasta reclamar').getByRole('slider')).toBeVisible()
    await expect(part(page, 'Cuándo llegan los prospectos').getByRole('grid')).toBeVisible()
    await judge(page, 'charts-report')
    await visit(page, '/dashboard')
    await expect(part(page, 'Hoy por horas').getByRole('slider')).toBeVisible()
    await judge(page, 'charts-dashboard')
  })

  test('at 320 pixels nothing scrolls sideways', DESK, async ({ as }) => {
    const page = await as('marta')
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(RANGE)
    await expect(part(page, 'Tiempo hasta reclamar').getByRole('slider')).toBeVisible()
    await judge(page, 'charts-report-320')
    await visit(page, '/dashboard')
    await expect(part(page, 'Hoy por horas').getByRole('slider')).toBeVisible()
    await judge(page, 'charts-dashboard-320')
  })

  test('a received lead is in its hour of today and of the week', PHONE, async ({ as }) => {
    const page = await as('rocio')
    await page.goto('/dashboard')
    const today = part(page, 'Hoy por horas')
    await today.getByText('Tabla', { exact: true }).click()
    const cells = today.getByRole('row').getByRole('cell')
    const texts = await cells.evaluateAll((found) => found.map((one) => one.textContent ?? ''))
    expect(texts.some((text) => Number(text) >= 1)).toBe(true)
    await visit(page, RANGE)
    await expect(part(page, 'Cuándo llegan los prospectos')).toContainText('La hora en que llegan más prospectos')
  })
})

test('a chart is read by the keyboard, and is a table at a switch', DESK, async ({ as }) => {
  const page = await as('rocio')
  await page.goto(RANGE)
  const speed = part(page, 'Tiempo hasta reclamar')
  const reader = speed.getByRole('slider')
  await reader.focus()
  const last = await reader.getAttribute('aria-valuenow')
  await page.keyboard.press('Home')
  await expect(reader).toHaveAttribute('aria-valuenow', '0')
  await expect(reader).toHaveAttribute('aria-valuetext', /^1 \p{Letter}{3,4}/u) // the first of whichever month it is
  await page.keyboard.press('End')
  await expect(reader).toHaveAttribute('aria-valuenow', last ?? '')
  await speed.getByText('Tabla', { exact: true }).click()
  await expect(reader).toHaveCount(0)
  await expect(speed.getByRole('columnheader', { name: 'Mediana' })).toBeVisible()
})

test('chosen columns are kept on the device, and the usual ones come back', DESK, async ({ as }) => {
  const page = await as('rocio')
  await page.goto(RANGE)
  const table = part(page, 'Por agente')
  await expect(table.getByRole('columnheader', { name: 'Ganados', exact: true })).toBeVisible()
  await table.getByRole('button', { name: 'Columnas' }).click()
  await page.getByRole('checkbox', { name: 'Ganados', exact: true }).uncheck()
  await page.getByRole('checkbox', { name: 'Retirados' }).check()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(table.getByRole('columnheader', { name: 'Retirados' })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: 'Ganados', exact: true })).toHaveCount(0)
  await table.getByRole('button', { name: 'Columnas' }).click()
  await page.getByRole('button', { name: 'Las habituales' }).click()
  await expect(table.getByRole('columnheader', { name: 'Ganados', exact: true })).toBeVisible()
})

test('an agent is paused and resumed right in the report, which shows it', PHONE, async ({ as }) => {
  const page = await as('rocio')
  await page.goto(RANGE)
  const row = part(page, 'Por agente').getByRole('row').filter({ hasText: 'Elena Fuentes' })
  await row.getByRole('button', { name: 'Gestionar a Elena Fuentes' }).click()
  await page.getByRole('menuitem', { name: 'Pausar…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pausar' }).click()
  await expect(row.getByText('En pausa por el equipo').first()).toBeVisible()
  await row.getByRole('button', { name: 'Gestionar a Elena Fuentes' }).click()
  await page.getByRole('menuitem', { name: /Reanudar/ }).click()
  await expect(row.getByText('En pausa por el equipo')).toHaveCount(0)
})
