import { expect } from '@playwright/test'
import { Own, somebody } from './own'
import { DESK, test } from './people'

/** Lists by the keyboard, as files, and on paper. */
let own: Own
test.beforeAll(async () => {
  own = await Own.make('Zona de papel', ['ana'])
})
test.afterAll(() => own.end())

test('rows are reached, chosen and opened by key, and never while somebody types', DESK, async ({ as }) => {
  await own.of('ana', somebody('Clara', 'Teclas'))
  const marta = await as('marta')
  await marta.goto('/leads')
  const rows = marta.locator('.row-link')
  await expect(rows.first()).toBeVisible()
  await marta.getByRole('searchbox').fill('jx')
  await expect(marta.getByRole('searchbox')).toHaveValue('jx')
  await marta.getByRole('searchbox').fill('')
  await marta.getByRole('searchbox').blur()
  await expect(rows.first()).toBeVisible()
  await marta.keyboard.press('j')
  await expect(rows.first()).toBeFocused()
  await marta.keyboard.press('x')
  await expect(marta.getByText('1 elegido')).toBeVisible()
  await marta.keyboard.press('?')
  await expect(marta.getByRole('dialog', { name: 'Teclas' })).toBeVisible()
  await marta.keyboard.press('Escape')
  await expect(marta.getByRole('dialog')).toHaveCount(0)
  await rows.first().focus()
  await marta.keyboard.press('Enter')
  await expect(marta).toHaveURL(/\/leads\/lead_/)
})

test('what is chosen is downloaded as CSV, and the audit says so', DESK, async ({ as }) => {
  const lead = await own.of('ana', somebody('Clara', 'Papel'))
  const marta = await as('marta')
  await marta.goto('/leads')
  const [file] = await Promise.all([
    marta.waitForEvent('download'),
    marta.getByRole('button', { name: 'Descargar CSV' }).click(),
  ])
  const text = await (await file.createReadStream()).toArray()
  expect(Buffer.concat(text as Buffer[]).toString()).toContain(lead)
})

test('all tasks of a list are one CSV, read to its end, with the ids of their leads', DESK, async ({ as }) => {
  const marta = await as('marta')
  const task = (n: number) => ({
    comment_id: `c${n}`,
    lead_id: `lead_${n}`,
    lead_name: 'Clara Papel',
    task_id: `t${n}`,
    text: `Llamar ${n}`,
    state: 'open',
    by: 'nobody',
    assignee: 'nobody',
    due_at: '2026-11-30T09:00:00Z',
    may: [],
  })
  await marta.route('**/api/tasks?*', (route) => {
    const last = new URL(route.request().url()).searchParams.has('cursor')
    return route.fulfill({ json: last ? { items: [task(2)] } : { items: [task(1)], next: 'more' } })
  })
  await marta.goto('/tasks')
  await expect(marta.getByText('Llamar 1')).toBeVisible()
  const [file] = await Promise.all([
    marta.waitForEvent('download'),
    marta.getByRole('button', { name: 'Descargar CSV' }).click(),
  ])
  const text = Buffer.concat((await (await file.createReadStream()).toArray()) as Buffer[]).toString()
  expect(file.suggestedFilename()).toBe('tareas.csv')
  expect(text.split('\r\n').map((row) => row.split(',')[0])).toEqual(['Tarea', 'Llamar 1', 'Llamar 2', ''])
  expect(text).toContain('lead_2')
  expect(text).not.toContain('Clara')
})

test('a lead and the report are printed alone, whole and light', async ({ as, isMobile }) => {
  const lead = await own.of('ana', somebody('Clara', 'Tinta'))
  const page = await as('marta')
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const [path, title] of [
    [`/leads/${lead}`, 'Clara Tinta'],
    ['/report', 'Informe'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    // A phone prints by its own menu.
    if (!isMobile) await expect(page.getByRole('button', { name: 'Imprimir' })).toBeVisible()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(page.locator('.frame-head')).toBeHidden()
    await expect(page.locator('#main button').first()).toBeHidden()
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
    // A page that is still loading when it is printed is light too.
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  }
})
