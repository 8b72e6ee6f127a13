import { expect, type Locator, type Page } from '@playwright/test'
import { judgeShown, settled } from './judge'
import { Own, somebody } from './own'
import { DESK, PHONE, test } from './people'
import { makeDay } from './shown'
import { address, ask, letters, person, type Who } from './stack'

const BOARD = 'Panel de control'
const DAY = 'Mi día'
const SOON = 5_000 // the API takes no task that is due already
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const offerOf = (page: Page, name: string) => page.getByRole('group', { name: `Por reclamar: ${name}` })
const listOf = (page: Page) => page.getByRole('region', { name: 'Prepara tu equipo' })
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function enter(page: Page, who: Who) {
  const { email, password } = person(who)
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
}

const top = async (part: Locator) => (await part.boundingBox())?.y ?? Infinity

for (const [who, path, name] of [
  ['rocio', '/dashboard', BOARD],
  ['marta', '/dashboard', BOARD],
  ['ana', '/', DAY],
] as const) {
  test(`${who} lands where their role works: by the app's own address, and after a reload`, async ({ as }) => {
    const page = await as(who)
    const { start_url } = await (await page.request.get(`${address}/manifest.webmanifest`)).json()
    await page.goto(start_url as string)
    await expect(heading(page, name)).toBeVisible()
    await expect(page).toHaveURL(path)
    await page.reload()
    await expect(heading(page, name)).toBeVisible()
    await expect(page).toHaveURL(path)
  })
}

test('who signs in on a device where another worked lands at their own start', PHONE, async ({ browser }) => {
  const device = await browser.newContext({ baseURL: address, locale: 'es-ES' })
  const page = await device.newPage()
  await page.goto('/')
  await enter(page, 'marta')
  await expect(heading(page, BOARD)).toBeVisible()
  await page.goto('/report')
  await expect(heading(page, 'Informe')).toBeVisible()
  await page.goto('/me')
  await page.getByRole('button', { name: 'Salir', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible()
  await enter(page, 'carmen')
  await expect(heading(page, DAY)).toBeVisible()
  await device.close()
})

test('the bar on a phone is by role; a desk, which has the menu beside, has none', async ({ as }) => {
  for (const [who, links] of [
    ['rocio', [BOARD, 'Prospectos', 'Míos', 'Tareas']],
    ['ana', [DAY, 'Míos', 'Sin asignar', 'Tareas']],
  ] as const) {
    const page = await as(who)
    await page.goto('/me')
    const bar = page.locator('.frame-bar').getByRole('link')
    const shown = test.info().project.use.isMobile ? [...links] : []
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => bar.filter({ visible: true }).allInnerTexts()).toEqual(shown)
  }
})

test.describe('a Rainmaker who sells', () => {
  let own: Own
  test.beforeAll(async () => {
    own = await Own.make('Cartera de dirección', ['rocio'])
  })
  test.afterAll(() => own.end())

  test('has their own offers on top of the dashboard, passes with undo, and claims by key', async ({ as }) => {
    const contact = somebody(`Olga${letters()}`, 'Prieto')
    const lead = await own.offered(contact)
    const page = await as('rocio')
    await page.goto('/') // where a push or a mail about an offer leads
    const offer = offerOf(page, contact.first_name)
    await expect(offer.getByRole('timer')).toBeVisible()
    await settled(page)
    expect(await top(offer)).toBeLessThan(await top(page.getByRole('navigation', { name: 'Quién te necesita ahora' })))
    await judgeShown(page, 'rocio-dashboard-offer')

    await offer.getByRole('button', { name: 'Rechazar' }).click()
    await offer.getByRole('button', { name: 'Deshacer' }).click()
    await expect(offer.getByRole('button', { name: 'Reclamar' })).toBeEnabled()
    expect(await own.see(lead)).toMatchObject({ state: 'offered' })
    await offer.focus()
    await page.keyboard.press('1')
    await expect(heading(page, `${contact.first_name} Prieto`)).toBeVisible()
    await page.goto('/dashboard')
    await expect(page.getByText('Nada que reclamar ahora', { exact: false })).toBeVisible()
  })
})

test.describe('a day', () => {
  let own: Own
  let one: string
  test.beforeAll(async () => {
    ;({ own, one } = await makeDay())
  })
  test.afterAll(() => own.end())

  test(
    'an agent sees offers, who waits for an answer, and what is due; a task is ticked there',
    PHONE,
    async ({ as }) => {
      const body = `Pedir el plano de ${letters()}`
      const due_at = new Date(Date.now() + SOON).toISOString()
      await own.ask('marta', 'POST', `/leads/${one}/comments`, { body, task: { due_at } })
      const page = await as('ana')
      await page.goto('/')
      await expect(offerOf(page, 'Julia').getByRole('button', { name: 'Reclamar' })).toBeEnabled()
      const waiting = part(page, 'Esperan tu respuesta')
      await expect(waiting.getByRole('link', { name: 'María de los Ángeles Fernández de Córdoba' })).toBeVisible()
      const tasks = part(page, 'Tareas')
      const task = tasks.getByRole('checkbox', { name: `Hecha: ${body}` })
      await expect(tasks.getByText('Atrasada').first()).toBeVisible()
      await task.check()
      await expect(task).toHaveCount(0)
      await page.getByRole('button', { name: 'Deshacer' }).click()
      await expect(task).not.toBeChecked()
      await waiting.getByRole('link', { name: 'María de los Ángeles Fernández de Córdoba' }).click()
      await expect(page).toHaveURL(/\/leads\/lead_/)
    },
  )

  test('a Manager sees who waits first, and what nobody has is one click away', DESK, async ({ as }) => {
    const page = await as('marta')
    await page.goto('/')
    await settled(page)
    const needs = page.getByRole('navigation', { name: 'Quién te necesita ahora' })
    await expect(needs.getByRole('link')).toHaveCount(7)
    await expect(page.getByText('Tareas atrasadas')).toHaveCount(1)
    await needs.getByRole('link', { name: /Esperan respuesta/ }).click()
    await expect(heading(page, 'Conversaciones abiertas')).toBeVisible()
    await page.goBack()
    await needs.getByRole('link', { name: /Sin asignar/ }).click()
    await expect(heading(page, 'Sin asignar')).toBeVisible()
    await page.goBack()
    await needs.getByRole('link', { name: /atrasadas/i }).click()
    await expect(heading(page, 'Tareas')).toBeVisible()
  })
})

test.describe('the checklist of a team', () => {
  const HOURS = [{ days: ['mon'], from: '09:00', to: '18:00' }]
  test.afterEach(async ({ request }) => {
    await ask(request, 'rocio', 'PATCH', '/settings', { working_hours: [], setup_hidden: false })
  })
  const button = (page: Page, name: string) => listOf(page).getByRole('link', { name })

  test('leads an empty team step by step to the places where each is done', async ({ as }) => {
    const page = await as('rocio')
    const nothing = { json: { items: [], public_key: 'x' } }
    for (const what of ['sources', 'routes', 'me/push-subscriptions', 'agents']) {
      await page.route(`**/api/${what}`, (route) => route.fulfill(nothing))
    }
    await page.goto('/')
    await expect(listOf(page).getByText('0 de 6 hechos', { exact: false })).toBeVisible()
    await settled(page)
    await judgeShown(page, 'rocio-checklist')
    for (const [act, name] of [
      ['Abrir la configuración', 'Configuración'],
      ['Invitar', 'Agentes'],
      ['Crear una fuente', 'Fuentes'],
      ['Nueva ruta', 'Nueva ruta'],
      ['Enviar un prospecto de prueba', 'Fuentes'],
      ['Activar los avisos', 'Mi perfil'],
    ] as const) {
      await button(page, act).click()
      await expect(heading(page, name)).toBeVisible()
      await page.goto('/')
    }
  })

  test('is true of the team, goes on where it stood, and ends by itself', DESK, async ({ as, request }) => {
    const page = await as('rocio')
    await page.goto('/')
    await expect(listOf(page).getByText('4 de 6 hechos', { exact: false })).toBeVisible()
    await expect(button(page, 'Crear una fuente')).toHaveCount(0)
    await ask(request, 'rocio', 'PATCH', '/settings', { working_hours: HOURS })
    await page.reload()
    await expect(listOf(page).getByText('5 de 6 hechos', { exact: false })).toBeVisible()
    await expect(button(page, 'Abrir la configuración')).toHaveCount(0)
    await page.route('**/api/me/push-subscriptions', (route) =>
      route.fulfill({
        json: { items: [{ endpoint: 'https://push.test/1', created_at: new Date().toISOString() }], public_key: 'x' },
      }),
    )
    const asked = page.waitForResponse('**/api/me/push-subscriptions')
    await page.reload()
    await asked
    await settled(page)
    await expect(listOf(page)).toHaveCount(0)
  })

  test('is put away for good, on every device, until the settings bring it back', DESK, async ({ as }) => {
    const [page, other] = [await as('rocio'), await as('rocio')]
    await page.goto('/')
    await listOf(page).getByRole('button', { name: 'No mostrar más' }).click()
    await expect(listOf(page)).toHaveCount(0)
    const settings = other.waitForResponse('**/api/settings')
    await other.goto('/')
    await settings
    await settled(other)
    await expect(listOf(other)).toHaveCount(0)
    await page.goto('/settings')
    await page.getByRole('switch', { name: 'Mostrar la lista de puesta en marcha' }).press('Space')
    await page.getByRole('button', { name: 'Guardar', exact: true }).click()
    await expect(page.getByText('La configuración está guardada.')).toBeVisible()
    await page.goto('/')
    await expect(listOf(page)).toBeVisible()
  })

  test('is the Rainmaker’s alone', PHONE, async ({ as }) => {
    const marta = await as('marta')
    await marta.goto('/')
    await settled(marta)
    await expect(listOf(marta)).toHaveCount(0)
  })
})

test('an empty list holds the button of what to do next', PHONE, async ({ as }) => {
  const [carmen, rocio, marta] = [await as('carmen'), await as('rocio'), await as('marta')]
  await carmen.route('**/api/leads?*', (route) => route.fulfill({ json: { items: [] } }))
  await carmen.goto('/mine')
  await carmen.getByRole('main').getByRole('link', { name: 'Ver qué hay por reclamar' }).click()
  await expect(heading(carmen, DAY)).toBeVisible()

  for (const page of [rocio, marta])
    await page.route('**/api/routes', (route) => route.fulfill({ json: { items: [] } }))
  await Promise.all([rocio.goto('/routes'), marta.goto('/routes')])
  await expect(marta.getByRole('heading', { name: 'Ninguna ruta activa' })).toBeVisible()
  await expect(marta.getByRole('main').getByRole('link', { name: 'Nueva ruta' })).toHaveCount(0)
  await rocio.getByRole('main').getByRole('link', { name: 'Nueva ruta' }).last().click()
  await expect(heading(rocio, 'Nueva ruta')).toBeVisible()
})

test('what is not for a role, and what is not there, leads back to the start', PHONE, async ({ as }) => {
  const ana = await as('ana')
  for (const path of ['/dashboard', '/nowhere']) {
    await ana.goto(path)
    await ana.getByRole('link', { name: 'Ir al inicio' }).click()
    await expect(heading(ana, DAY)).toBeVisible()
  }
})
