import { expect, type Page } from '@playwright/test'
import { judge } from './judge'
import { Own, somebody } from './own'
import { DESK, MOSTLY_PHONE, PHONE, test } from './people'
import { letters, person, type Who } from './stack'

/** The stream of a lead: what it shows, where links open it, and what is kept of what is typed. */
let own: Own
test.beforeAll(async () => {
  own = await Own.make('Zona sur', ['ana'])
})
test.afterAll(() => own.end())

const MORE_THAN_SHOWN = 24
const newcomer = (last: string) => somebody(`Irene${letters()}`, last)
const stream = (page: Page) => page.getByRole('region', { name: 'Lo que ha pasado' })
const filter = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Qué mostrar' }).getByRole('button', { name })
const composer = (page: Page) => page.getByRole('region', { name: 'Escribir' })
const mode = (page: Page, name: string) => composer(page).getByRole('button', { name, exact: true })
const field = (page: Page) => composer(page).getByRole('textbox').first()

async function comment(lead: string, body: string, more: object = {}): Promise<string> {
  const sent = { body, mentions: [], ...more }
  return (await own.ask<{ comment_id: string }>('marta', 'POST', `/leads/${lead}/comments`, sent)).comment_id
}

/** A lead of Ana's on which much was said after the comment that mentions her and sets her a task. */
async function talkedAbout(): Promise<{ lead: string; wanted: string }> {
  const lead = await own.of('ana', newcomer('Lozano'), { message: '¿Tiene ascensor?' })
  const due_at = new Date(Date.now() + 3_600_000).toISOString()
  const mentions = [person('ana').agent_id]
  const wanted = await comment(lead, '@Ana Beltrán, pregunta por las llaves.', { mentions, task: { due_at } })
  for (let number = 1; number <= MORE_THAN_SHOWN; number++) await comment(lead, `Visto, y van ${number}.`)
  return { lead, wanted }
}

test(
  'a mention, a task and an old link open at the very comment, however much was said since',
  MOSTLY_PHONE,
  async ({ as }) => {
    const { lead, wanted } = await talkedAbout()
    const ana = await as('ana')
    const entry = ana.locator(`#${wanted}`)
    for (const address of [`?entry=${wanted}`, `?tab=messages&entry=${wanted}`, '?tab=comments']) {
      await ana.goto(`/leads/${lead}${address}`)
      await expect(entry).toBeFocused()
      await expect(entry).toBeInViewport({ ratio: 0.9 })
      await expect(entry).toContainText('pregunta por las llaves')
    }
    await judge(ana, 'ana-lead-at-a-comment')

    await ana.goto('/tasks')
    const row = ana
      .getByRole('listitem')
      .or(ana.locator('main div'))
      .filter({ hasText: 'pregunta por las llaves' })
      .last()
    await expect(row).toBeVisible()
    await ana.locator(`a[href*="${wanted}"]`).click()
    await expect(entry).toBeFocused()
    await expect(entry).toBeInViewport({ ratio: 0.9 })
    await entry.getByRole('checkbox').check()
    await expect(entry).toContainText('Hecha el')
  },
)

test('the newest stands last, the earlier ones come when they are asked for', PHONE, async ({ as }) => {
  const { lead } = await talkedAbout()
  const ana = await as('ana')
  await ana.goto(`/leads/${lead}`)
  await expect(stream(ana).getByText(`Visto, y van ${MORE_THAN_SHOWN}.`)).toBeVisible()
  await expect(stream(ana).getByText('¿Tiene ascensor?')).toHaveCount(0)
  await ana.getByRole('button', { name: /^Ver anteriores/ }).click()
  await expect(stream(ana).getByText('¿Tiene ascensor?')).toBeVisible()
})

test('what they said first stands on top, then what is next and how to reach them', MOSTLY_PHONE, async ({ as }) => {
  const lead = await own.of('ana', newcomer('Robles'), { message: '¿Admiten mascotas?' })
  const ana = await as('ana')
  await ana.goto(`/leads/${lead}`)
  const words = ana.getByRole('region', { name: 'Lo primero que dijo' })
  await expect(words).toContainText('¿Admiten mascotas?')
  await expect(words).toBeInViewport()
  const call = ana.getByRole('link', { name: 'Llamar' })
  await expect(ana.getByText('Haz el primer contacto')).toBeInViewport()
  await expect(call).toBeInViewport()
  const top = async (of: typeof words) => (await of.boundingBox())?.y ?? 0
  expect(await top(words)).toBeLessThan(await top(call))
  await judge(ana, 'ana-lead-fresh')
})

test('each filter shows its part and is in the address; everything is written at the foot', DESK, async ({ as }) => {
  const lead = await own.of('ana', newcomer('Peña'))
  await comment(lead, 'Viene recomendada.')
  const ana = await as('ana')
  await ana.goto(`/leads/${lead}`)
  await mode(ana, 'Mensaje').click()
  await field(ana).fill('Le envío los planos.')
  await composer(ana).getByRole('button', { name: 'Anotar mensaje' }).click()
  await expect(stream(ana).getByText('Le envío los planos.')).toBeVisible()
  await expect(field(ana)).toHaveValue('')

  await mode(ana, 'Contacto').click()
  await field(ana).fill('Vuelve el lunes.')
  await composer(ana).getByRole('combobox', { name: 'Resultado' }).click()
  await ana.getByRole('option', { name: 'Hablaron' }).click()
  await composer(ana).getByRole('button', { name: 'Anotar', exact: true }).click()
  await expect(stream(ana).getByText('Llamada · Hablaron · Vuelve el lunes.')).toBeVisible()

  await filter(ana, 'Mensajes').click()
  await expect(ana).toHaveURL(/\?tab=messages$/)
  await expect(stream(ana).getByText('Le envío los planos.')).toBeVisible()
  await expect(stream(ana).getByText('Viene recomendada.')).toHaveCount(0)
  await ana.reload()
  await expect(filter(ana, 'Mensajes')).toHaveAttribute('aria-pressed', 'true')
  await filter(ana, 'Comentarios').click()
  await expect(stream(ana).getByText('Viene recomendada.')).toBeVisible()
  await expect(stream(ana).getByText('Le envío los planos.')).toHaveCount(0)
  await filter(ana, 'Historial').click()
  await expect(stream(ana).getByText(/^Asignado a Ana/)).toBeVisible()
  await filter(ana, 'Todo').click()
  await expect(ana).toHaveURL(new RegExp(`/leads/${lead}$`))
})

async function signIn(page: Page, who: Who) {
  const { email, password } = person(who)
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('banner').waitFor()
}

/** End the session as from another device: the screen learns of it when it asks next. */
const endSession = (page: Page) =>
  page.evaluate(async () => {
    const { id } = JSON.parse(localStorage.getItem('relevo.session') ?? '{}') as { id: string }
    const headers = { Authorization: `Bearer ${id}`, 'content-type': 'application/json' }
    await fetch('/api/me/sign-out', { method: 'POST', headers, body: JSON.stringify({ everywhere: true }) })
  })

const onDevice = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((one) => one.startsWith('relevo.draft')))

test(
  'what is typed survives filters, leaving, a reload and the session’s end, for the same member alone',
  MOSTLY_PHONE,
  async ({ page }) => {
    const lead = await own.of('diego', newcomer('Iglesias'))
    await page.goto(`/leads/${lead}`)
    await signIn(page, 'diego')
    await field(page).fill('Su madre decide.')
    await filter(page, 'Mensajes').click()
    await expect(field(page)).toHaveValue('Su madre decide.')
    await mode(page, 'Mensaje').click()
    await field(page).fill('¿Quedamos a las cinco?')
    await page.goto('/mine')
    await page.goto(`/leads/${lead}`)
    await expect(field(page)).toHaveValue('Su madre decide.')
    await page.reload()
    await mode(page, 'Mensaje').click()
    await expect(field(page)).toHaveValue('¿Quedamos a las cinco?')

    await endSession(page)
    await expect(page.getByText('Tu sesión terminó. Vuelve a entrar.')).toBeVisible()
    await expect(page.getByText('Lo que escribiste sigue guardado en este dispositivo, solo para ti.')).toBeVisible()
    await judge(page, 'session-ended')
    await signIn(page, 'diego')
    await expect(field(page)).toHaveValue('Su madre decide.')

    await endSession(page)
    await page.getByRole('heading', { name: 'Entrar' }).waitFor()
    await signIn(page, 'marta')
    await expect(field(page)).toHaveValue('')
    await expect.poll(() => onDevice(page)).toEqual([])

    await field(page).fill('De Marta.')
    await expect.poll(() => onDevice(page)).toHaveLength(1)
    await page.goto('/me')
    await page.getByRole('button', { name: 'Salir' }).click()
    await page.getByRole('heading', { name: 'Entrar' }).waitFor()
    expect(await onDevice(page)).toEqual([])
    await expect(page.getByText('Lo que escribiste', { exact: false })).toHaveCount(0)
  },
)
