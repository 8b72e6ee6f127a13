import { expect, type Page, type Route } from '@playwright/test'
import { DESK, test } from './people'
import { address, ask, invitePassword, letters, person } from './stack'

const CLICKS = 15 // from nothing to a lead on an agent's phone
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const TITLE = 'Primera ruta'
const FIRST = 'primera.'

interface Listed {
  items: { agent_id?: string; source_id?: string; route_id?: string }[]
}

/** Count what a hand presses, on every page of a device. */
async function counting(page: Page, pressed: () => void) {
  await page.context().exposeFunction('pressed', pressed)
  await page.addInitScript(() => {
    const told = window as unknown as { pressed: () => void }
    document.addEventListener('pointerdown', () => told.pressed(), true)
  })
}

/** Show the team as it was on its first day: of what there is, only what is made from now on, and who is there. */
async function firstDay(page: Page, me: string) {
  for (const what of ['agents', 'sources', 'routes']) {
    let before: string[] | undefined
    await page.route(`**/api/${what}`, async (route: Route) => {
      if (route.request().method() !== 'GET') return route.continue()
      const response = await route.fetch()
      const told = (await response.json()) as Listed
      const idOf = (one: Listed['items'][number]) => one.route_id ?? one.source_id ?? one.agent_id ?? ''
      before ??= told.items.map(idOf).filter((id) => id !== me)
      const known = before
      await route.fulfill({
        response,
        json: { ...told, items: told.items.filter((one) => !known.includes(idOf(one))) },
      })
    })
  }
}

test.afterEach(async ({ request }) => {
  const all = async <T>(path: string) => (await ask<{ items: T[] }>(request, 'rocio', 'GET', path)).items
  for (const one of await all<{ route_id: string; title: string }>('/routes'))
    if (one.title === TITLE) await ask(request, 'rocio', 'DELETE', `/routes/${one.route_id}`)
  for (const one of await all<{ lead_id: string; source_title?: string }>('/leads?state=offered'))
    if (one.source_title === TITLE)
      await ask(request, 'rocio', 'POST', `/leads/${one.lead_id}/close`, { outcome: 'lost' })
  for (const one of await all<{ source_id: string; title: string }>('/sources'))
    if (one.title === TITLE) await ask(request, 'rocio', 'DELETE', `/sources/${one.source_id}`)
  for (const one of await all<{ agent_id: string; email: string; status: string }>('/agents'))
    if (one.email.startsWith(FIRST) && one.status !== 'removed')
      await ask(request, 'rocio', 'DELETE', `/agents/${one.agent_id}?leads_to=pool`)
})

// A team is set up at a desk.
test(
  'from nothing to the first lead on an agent’s phone takes at most 15 clicks',
  DESK,
  async ({ browser, request }) => {
    let clicks = 0
    const [desk, phone] = [
      await (await browser.newContext()).newPage(),
      await (await browser.newContext(PHONE)).newPage(),
    ]
    for (const page of [desk, phone]) await counting(page, () => clicks++)
    const rocio = person('rocio')
    await firstDay(desk, rocio.agent_id)
    const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
    const checklist = desk.getByRole('region', { name: 'Prepara tu equipo' })
    const dialog = desk.getByRole('dialog')

    await signIn(desk, rocio.email, rocio.password)
    await checklist.getByRole('link', { name: 'Invitar' }).click()
    const [email, once] = [`${FIRST}${letters()}@example.com`, `Una-Vez-${letters()}-2026`]
    await expect(dialog.getByLabel('Nombre')).toBeFocused()
    await dialog.getByLabel('Nombre').fill('Inés')
    await dialog.getByLabel('Apellidos').fill('Primera')
    await dialog.getByLabel('Correo').fill(email)
    await dialog.getByRole('button', { name: 'Invitar' }).click()
    await expect(heading(desk, 'Inés Primera')).toBeVisible()
    await invitePassword(request, email, once)

    await home(desk)
    await checklist.getByRole('link', { name: 'Crear una fuente' }).click()
    await dialog.getByLabel('Título').fill(TITLE)
    await dialog.getByRole('button', { name: 'Crear la fuente' }).click()
    const secret = await dialog.locator('pre').first().innerText()
    await dialog.getByRole('button', { name: 'Ya lo copié' }).click()
    await expect(heading(desk, TITLE)).toBeVisible()
    const webhook = await desk.locator('pre').first().innerText()

    await home(desk)
    await checklist.getByRole('link', { name: 'Nueva ruta' }).click()
    await desk.getByRole('textbox', { name: 'Nombre' }).click()
    await desk.keyboard.type(TITLE)
    await desk.getByRole('combobox', { name: 'Añadir un agente' }).click()
    await desk.getByRole('option', { name: 'Inés Primera (invitación pendiente)' }).click()
    await desk.getByTestId('save-bar').getByRole('button', { name: 'Guardar' }).click()
    await expect(heading(desk, 'Rutas')).toBeVisible()

    await signIn(phone, email, once)
    await expect(phone.getByRole('heading', { name: 'Elige tu contraseña' })).toBeVisible()
    await phone.getByRole('textbox', { name: 'Contraseña' }).fill(`Propia-${letters()}-2026`)
    await phone.getByRole('button', { name: 'Entrar' }).click()
    await expect(heading(phone, 'Mi día')).toBeVisible()

    const sent = await request.post(webhook.trim(), {
      headers: { 'x-api-key': secret.trim() },
      form: { Nombre: 'Lucía Pérez', Correo: `${letters()}@example.com`, Mensaje: '¿Sigue disponible?' },
    })
    expect(sent.status()).toBe(202)
    await expect(phone.getByRole('group', { name: 'Por reclamar: Lucía' })).toBeVisible()
    expect(clicks).toBeGreaterThan(10)
    expect(clicks).toBeLessThanOrEqual(CLICKS)

    await desk.unrouteAll({ behavior: 'ignoreErrors' }) // what is asked for just now is not answered any more
    await Promise.all([desk, phone].map((page) => page.context().close()))
  },
)

async function signIn(page: Page, email: string, password: string) {
  await page.goto(address)
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
}

async function home(page: Page) {
  await page.getByRole('navigation', { name: 'Pantallas' }).getByRole('link', { name: 'Panel de control' }).click()
}
