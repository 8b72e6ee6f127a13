import { expect, type Page } from '@playwright/test'
import { judgeShown } from './judge'
import { DESK, MOSTLY_DESK, PHONE, test } from './people'
import { ask } from './stack'

const TITLE = 'Reparto a partes iguales'

test.afterEach(async ({ request }) => {
  const { items } = await ask<{ items: { route_id: string; title: string }[] }>(request, 'rocio', 'GET', '/routes')
  for (const { route_id } of items.filter((route) => route.title.startsWith(TITLE)))
    await ask(request, 'rocio', 'DELETE', `/routes/${route_id}`)
})

const bar = (page: Page) => page.getByTestId('save-bar')
const save = (page: Page) => bar(page).getByRole('button', { name: 'Guardar' })

async function add(page: Page, name: string) {
  await page.getByRole('combobox', { name: 'Añadir un agente' }).click()
  await page.getByRole('option', { name }).click()
}

test(
  'a route that cannot be saved says what is wrong beside the button, in sight, and goes there',
  MOSTLY_DESK,
  async ({ as }) => {
    const rocio = await as('rocio')
    await rocio.goto('/routes/new')
    await expect(save(rocio)).toBeInViewport()
    await rocio.getByRole('heading', { name: 'Después de reclamar' }).scrollIntoViewIfNeeded()
    await save(rocio).click()
    await expect(bar(rocio).getByRole('alert')).toContainText('La ruta aún no tiene nombre.')
    await expect(bar(rocio).getByRole('alert')).toBeInViewport()
    const name = rocio.getByRole('textbox', { name: 'Nombre' })
    await expect(name).toBeFocused()
    await expect(name).toBeInViewport()
    await judgeShown(rocio, 'route-refused', { whole: false })

    await name.fill(TITLE)
    await bar(rocio).getByRole('button', { name: 'No se ha elegido ningún agente.' }).click()
    await expect(rocio.getByRole('combobox', { name: 'Añadir un agente' })).toBeFocused()
  },
)

test(
  'a name that another route has is said beside the button, and where it is',
  MOSTLY_DESK,
  async ({ as, request }) => {
    const { items } = await ask<{ items: { title: string }[] }>(request, 'rocio', 'GET', '/routes')
    const rocio = await as('rocio')
    await rocio.goto('/routes/new')
    await rocio.getByRole('textbox', { name: 'Nombre' }).fill(items[0]?.title ?? '')
    await add(rocio, 'Ana Beltrán')
    await save(rocio).click()
    await expect(bar(rocio).getByRole('alert')).toContainText('Otra ruta')
    await expect(rocio.getByRole('textbox', { name: 'Nombre' })).toBeFocused()
    await expect(rocio.getByRole('textbox', { name: 'Nombre' })).toBeInViewport()
  },
)

test('shares start equal and stay at 100 when agents come and go', DESK, async ({ as }) => {
  const rocio = await as('rocio')
  await rocio.goto('/routes/new')
  await rocio.getByRole('textbox', { name: 'Nombre' }).fill(TITLE)
  await rocio.getByRole('combobox', { name: 'Regla' }).click()
  await rocio.getByRole('option', { name: /porcentaje|ponderad/i }).click()
  for (const name of ['Ana Beltrán', 'Bruno Cifuentes', 'Carmen Dávila']) await add(rocio, name)
  const share = (name: string) => rocio.getByRole('textbox', { name: `Porcentaje de ${name}` })
  await expect(share('Ana Beltrán')).toHaveValue('34 %')
  await expect(share('Bruno Cifuentes')).toHaveValue('33 %')
  await expect(share('Carmen Dávila')).toHaveValue('33 %')
  await rocio.getByRole('button', { name: 'Quitar a Bruno Cifuentes de la ruta' }).click()
  await expect(share('Ana Beltrán')).toHaveValue('50 %')
  await expect(share('Carmen Dávila')).toHaveValue('50 %')
  await save(rocio).click()
  await expect(rocio.getByRole('heading', { level: 1, name: 'Rutas' })).toBeVisible()
})

test('positions count what is shown; a paused route says where it stands', PHONE, async ({ as, request }) => {
  const { agents } = await ask<{ agents: { agent_id: string }[] }>(request, 'rocio', 'GET', '/directory')
  const made = await ask<{ route_id: string }>(request, 'rocio', 'POST', '/routes', {
    title: TITLE,
    rule: 'round_robin',
    claim_seconds: 600,
    agents: [{ agent_id: agents[0]?.agent_id }],
  })
  await ask(request, 'rocio', 'POST', `/routes/${made.route_id}/pause`, {})
  const rocio = await as('rocio')
  await rocio.goto('/routes')
  const first = rocio.getByRole('listitem').first()
  await expect(first).toContainText(/^⠿1/)
  await rocio.getByRole('tab', { name: /^En pausa|^Pausadas/ }).click()
  const paused = rocio.getByRole('listitem').filter({ hasText: TITLE })
  await expect(paused).toContainText('Al activarla, irá la primera.')
  await expect(paused).toContainText(/^⠿1/)
})

test('holidays are chosen from the country’s own, with the next ones shown', MOSTLY_DESK, async ({ as }) => {
  const rocio = await as('rocio')
  await rocio.goto('/routes/new')
  await rocio.getByText('En ciertas fechas').click()
  await rocio.getByRole('checkbox', { name: 'En días festivos' }).check()
  await rocio.getByRole('combobox', { name: 'País' }).click()
  await rocio.getByRole('option', { name: 'España' }).click()
  await expect(rocio.getByText(/^Próximos: .*\(\d+ \w+ \d{4}\)/)).toBeVisible()
  await rocio.getByRole('combobox', { name: 'Solo estos festivos' }).click()
  await rocio.getByRole('option', { name: /Natividad del Señor/ }).click()
  await rocio.keyboard.press('Escape')
  await expect(rocio.getByText(/^Próximos: Natividad del Señor \(25 dic \d{4}\)$/)).toBeVisible()
  await rocio.getByRole('combobox', { name: 'Región' }).click()
  await rocio.getByRole('option', { name: 'MD' }).click()
  await judgeShown(rocio, 'route-holidays', { whole: false })
})
