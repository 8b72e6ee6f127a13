import { type APIRequestContext, expect, type Locator, type Page, type Request, test } from '@playwright/test'
import { available, somebody } from './own'
import { Devices, menuOf } from './people'
import { ask, letters, postLead } from './stack'

/** A day of the demo team, from the plan in the morning to the report in the evening; each step goes on from the last. */
test.describe.configure({ mode: 'serial' })

interface Route {
  route_id: string
  title: string
  status: string
}

interface Problem {
  route_ids: string[]
  sentences: { es: string[] }
}

let routeTitle: string
const devices = new Devices({ reducedMotion: 'no-preference' })
const leads: string[] = []

test.beforeAll(() => {
  routeTitle = `Guardia ${Date.now() % 100_000}`
})
test.afterAll(async ({ request }) => {
  await devices.close()
  for (const lead of leads) await ask(request, 'rocio', 'POST', `/leads/${lead}/close`, { outcome: 'lost' })
  const { items } = await ask<{ items: Route[] }>(request, 'rocio', 'GET', '/routes')
  for (const one of items.filter(({ title }) => title.startsWith('Guardia ') && title !== 'Guardia de noche')) {
    await ask(request, 'rocio', 'DELETE', `/routes/${one.route_id}`)
  }
})

const handleOf = (page: Page, title: string) => page.getByRole('button', { name: `Mover ${title}` })
const rowOf = (page: Page, title: string) => page.getByRole('listitem').filter({ has: handleOf(page, title) })
const offerOf = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^Por reclamar: ${name}`) })

const orderOn = (page: Page): Promise<string[]> =>
  page
    .getByRole('button', { name: /^Mover / })
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))

/** Take the route, move it down by one, drop it: all by keys, waiting for what is spoken of each step. */
async function moveDown(page: Page, title: string) {
  const spoken = (words: string) => expect(page.locator('[aria-live]').filter({ hasText: words })).toHaveCount(1)
  await handleOf(page, title).focus()
  await page.keyboard.press('Space')
  await spoken(`Tomaste ${title}`)
  // The list hears further keys from a timer on, which it set when it was taken: this one fires after that.
  await page.evaluate(() => new Promise((go) => setTimeout(go)))
  await page.keyboard.press('ArrowDown')
  await spoken(`${title} está sobre el lugar 2`)
  await page.keyboard.press('Space')
}

/** Wait until the list shows the mistakes that the plan has now: the rows move when hints come and go. */
async function hintsRead(page: Page, request: APIRequestContext) {
  await expect(async () => {
    const { items: routes } = await ask<{ items: Route[] }>(request, 'rocio', 'GET', '/routes')
    const { items: problems } = await ask<{ items: Problem[] }>(request, 'rocio', 'GET', '/plan/lint')
    const active = routes.filter(({ status }) => status === 'active').map(({ route_id }) => route_id)
    const listed = problems.filter(({ route_ids: [first] }) => first === undefined || active.includes(first))
    const shown = await page.getByRole('main').getByRole('alert').locator('p').allTextContents()
    expect(shown.sort()).toEqual(listed.flatMap(({ sentences }) => sentences.es).sort())
  }).toPass({ timeout: 45_000 })
}

async function pick(field: Locator, page: Page, name: string) {
  await field.click()
  await page.getByRole('option', { name }).click()
}

test('the Rainmaker makes a route, and a sentence says what it does', async ({ browser, request }) => {
  await available(request, 'ana', 'bruno')
  const page = await devices.of('rocio', browser)
  await page.goto('/routes/new')
  await page.getByLabel('Nombre').fill(routeTitle)
  await pick(page.getByRole('combobox', { name: 'Regla' }), page, 'Primero en reclamar (Jump Ball)')
  await pick(page.getByRole('combobox', { name: 'Añadir un agente' }), page, 'Ana Beltrán')
  await pick(page.getByRole('combobox', { name: 'Añadir un agente' }), page, 'Bruno Cifuentes')
  await expect(page.getByTestId('sentence')).toContainText('Ana Beltrán')
  await page.getByRole('button', { name: 'Guardar', exact: true }).click()
  await expect(page).toHaveURL(/\/routes$/)
  await expect(rowOf(page, routeTitle)).toContainText('1')
})

test('it is put in order by the keyboard, each step spoken, and by dragging', async ({ browser, request }) => {
  const page = await devices.of('rocio', browser)
  await expect(handleOf(page, routeTitle)).toBeVisible()
  await expect.poll(async () => (await orderOn(page))[0]).toBe(`Mover ${routeTitle}`)

  await moveDown(page, routeTitle)
  await expect.poll(async () => (await orderOn(page)).indexOf(`Mover ${routeTitle}`)).toBe(1)
  const place = async () =>
    (await ask<{ items: Route[] }>(request, 'rocio', 'GET', '/routes')).items
      .filter((one) => one.status === 'active')
      .findIndex((one) => one.title === routeTitle)
  await expect.poll(place).toBe(1)

  await hintsRead(page, request)
  await handleOf(page, routeTitle).hover() // waits until the row has come to rest where it was dropped
  const [from, to] = [await handleOf(page, routeTitle).boundingBox(), await rowOf(page, routeTitle).boundingBox()]
  if (!from || !to) throw new Error('the row is not drawn')
  await page.mouse.down()
  await page.mouse.move(from.x + from.width / 2, from.y - to.height, { steps: 8 })
  await expect(page.locator('[aria-live]').filter({ hasText: `${routeTitle} está sobre el lugar 1` })).toHaveCount(1)
  await page.mouse.up()
  await expect.poll(place).toBe(0)
})

test('an order that somebody else was faster with goes back, and is told', async ({ browser, request }) => {
  const page = await devices.of('rocio', browser)
  await page.goto('/routes')
  await expect(handleOf(page, routeTitle)).toBeVisible()
  await hintsRead(page, request)
  await page.route('**/api/routes/order', async (route) => {
    if (route.request().method() !== 'PUT') return route.fallback()
    const { ids, version } = await ask<{ ids: string[]; version: number }>(request, 'rocio', 'GET', '/routes/order')
    await ask(request, 'rocio', 'PUT', '/routes/order', {
      ids: [...ids.slice(0, -2), ...ids.slice(-2).reverse()],
      version,
    })
    await route.continue()
  })
  await moveDown(page, routeTitle)
  await expect(page.getByText('Otra persona lo cambió', { exact: false })).toBeVisible()
  await expect.poll(async () => (await orderOn(page))[0]).toBe(`Mover ${routeTitle}`)
  await page.unroute('**/api/routes/order')
})

test('it is paused, found among the paused ones, and undone', async ({ browser, request }) => {
  const page = await devices.of('rocio', browser)
  const status = async () =>
    (await ask<{ items: Route[] }>(request, 'rocio', 'GET', '/routes')).items.find((one) => one.title === routeTitle)
      ?.status
  await page.getByRole('switch', { name: `${routeTitle} recibe prospectos` }).press('Space')
  const undo = page.getByRole('button', { name: 'Deshacer' })
  await undo.hover() // it stays while it is pointed at
  await expect.poll(status).toBe('paused')
  await expect(handleOf(page, routeTitle)).toHaveCount(0)
  await undo.click()
  await expect.poll(status).toBe('active')
})

test('what is written of it and not saved is not left behind unasked', async ({ browser }) => {
  const page = await devices.of('rocio', browser)
  await page.getByRole('link', { name: routeTitle }).click()
  await page.getByLabel('Nombre').fill(`${routeTitle} de prueba`)
  const leave = async () => (await menuOf(page)).getByRole('link', { name: 'Rutas' }).click()
  page.once('dialog', (asked) => void asked.dismiss())
  await leave()
  await expect(page.getByLabel('Nombre')).toHaveValue(`${routeTitle} de prueba`)
  page.once('dialog', (asked) => void asked.accept())
  await leave()
  await expect(page).toHaveURL(/\/routes$/)
  await expect(handleOf(page, routeTitle)).toBeVisible()
})

/** Counts what a page reads of its member's things and has no answer to yet. */
function underWay(page: Page) {
  let open = 0
  const counts = (asked: Request) => asked.method() === 'GET' && new URL(asked.url()).pathname.startsWith('/api/me/')
  page.on('request', (asked) => void (open += Number(counts(asked))))
  page.on('requestfinished', (asked) => void (open -= Number(counts(asked))))
  page.on('requestfailed', (asked) => void (open -= Number(counts(asked))))
  return () => open
}

test('a lead shows on both agents’ screens without a reload; one claims it, the other is told that it is taken', async ({
  browser,
  request,
}) => {
  const [ana, bruno] = [await devices.of('ana', browser), await devices.of('bruno', browser)]
  const asks = underWay(bruno)
  await Promise.all([ana.goto('/'), bruno.goto('/')])
  await expect(ana.getByRole('heading', { level: 1, name: 'Mi día' })).toBeVisible()
  const name = `Vera${letters()}`
  const contact = somebody(name, 'Soler')
  leads.push((await postLead(request, { ...contact })).lead_id)
  await expect(offerOf(ana, name)).toBeVisible()
  await expect(offerOf(bruno, name)).toBeVisible()
  await expect(offerOf(ana, name).getByRole('timer')).toBeVisible()
  await expect(offerOf(ana, name)).not.toContainText('Soler')

  // Bruno's screen does not hear of Ana's claim before he claims himself: what it asks from now on is left without an
  // answer, and what it asked before has its answer.
  let held = 0
  await bruno.route('**/api/me/**', (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    held += 1
  })
  await expect.poll(() => asks() - held).toBe(0)
  await offerOf(ana, name).getByRole('button', { name: 'Reclamar' }).click()
  await expect(ana).toHaveURL(/\/leads\/lead_/)
  await expect(ana.getByRole('heading', { level: 1, name: `${name} Soler` })).toBeVisible()
  // Its digits are grouped as its country writes them.
  const digits = contact.phones[0]?.replace(/\D/g, '') ?? ''
  await expect(ana.getByText(new RegExp([...digits].join(' ?'))).first()).toBeVisible()
  await offerOf(bruno, name).getByRole('button', { name: 'Reclamar' }).click()
  await expect(bruno.getByText('Ya lo reclamó otra persona', { exact: false })).toBeVisible()
  await bruno.unroute('**/api/me/**')
})

test('a mention in a comment reaches the bell, and opens the lead', async ({ browser, request }) => {
  const [ana, marta] = [await devices.of('ana', browser), await devices.of('marta', browser)]
  await marta.goto('/dashboard')
  const bell = marta.getByRole('link', { name: /^Notificaciones/ }).first()
  const count = async () => Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0] ?? 0)
  const unread = async () => (await ask<{ unread: number }>(request, 'marta', 'GET', '/notifications?limit=1')).unread
  // Notifications of the routes switched above may still come in: the bell is compared with what holds at that moment.
  await expect.poll(async () => (await count()) - (await unread())).toBe(0)
  const before = await count()
  const lead = (await ana.getByRole('heading', { level: 1 }).textContent()) ?? ''
  const comment = ana.getByPlaceholder('Un comentario para el equipo.', { exact: false })
  await comment.click()
  await comment.pressSequentially('¿Lo ves tú, @Mar')
  await ana.getByRole('option', { name: /Marta/ }).click()
  await ana.getByRole('button', { name: 'Comentar', exact: true }).click()
  await expect(ana.getByText('¿Lo ves tú,', { exact: false }).first()).toBeVisible()
  await expect.poll(count).toBeGreaterThan(before)
  await bell.click()
  await marta.getByRole('link', { name: new RegExp(`te mencionó sobre ${lead}`) }).click()
  await expect(marta).toHaveURL(new RegExp(`${new URL(ana.url()).pathname}\\?.*tab=comments`))
  const said = marta.locator('.entry').filter({ hasText: '¿Lo ves tú,' })
  await expect(said).toBeFocused()
  await expect(said).toBeInViewport()
})

test('the report counts what Ana claimed', async ({ browser }) => {
  const page = await devices.of('rocio', browser)
  await page.goto('/report')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Ana Beltrán').first()).toBeVisible()
})

test('an agent who pauses is offered nothing', async ({ browser, request }) => {
  const [ana, bruno] = [await devices.of('ana', browser), await devices.of('bruno', browser)]
  await Promise.all([ana.goto('/'), bruno.goto('/')])
  const available = bruno.getByRole('switch', { name: /^Disponible para recibir prospectos/ })
  await expect(available).toBeChecked()
  await available.click()
  await expect(available).not.toBeChecked()
  const name = `Nilo${letters()}`
  leads.push((await postLead(request, { first_name: name, emails: [`${name}@example.com`] })).lead_id)
  await expect(offerOf(ana, name)).toBeVisible()
  await expect(offerOf(bruno, name)).toHaveCount(0)
  await available.click()
  await expect(available).toBeChecked()
})

test('a gap in the coverage opens a route that is filled in for it', async ({ browser, request }) => {
  const { items } = await ask<{ items: Route[] }>(request, 'rocio', 'GET', '/routes')
  const active = items.filter((one) => one.status === 'active')
  for (const one of active) await ask(request, 'rocio', 'POST', `/routes/${one.route_id}/pause`)
  const page = await devices.of('rocio', browser)
  await page.goto('/coverage')
  await page.getByRole('switch', { name: 'Como tabla' }).press('Space')
  await page.getByRole('link', { name: 'Crear una ruta' }).first().click()
  await expect(page).toHaveURL(/\/routes\/new\?.*day=mon/)
  await expect(page.getByRole('group', { name: 'Franja 1' })).toBeVisible()
  for (const one of active) await ask(request, 'rocio', 'POST', `/routes/${one.route_id}/activate`)
})

test('the language changes at once, and back', async ({ browser }) => {
  const page = await devices.of('rocio', browser)
  await page.goto('/routes')
  // What is written to the member is waited for: their mails, and what is made for them, are in it.
  const kept = () => page.waitForResponse((one) => one.url().endsWith('/me') && one.request().method() === 'PATCH')
  const english = kept()
  if (test.info().project.use.isMobile) await menuOf(page) // there is no room for it in the head of a phone
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Routes' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  expect((await english).status()).toBe(200)
  const spanish = kept()
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Rutas' })).toBeVisible()
  expect((await spanish).status()).toBe(200)
})
