import { expect, type Page } from '@playwright/test'
import { Own, somebody } from './own'
import { DESK, MOSTLY_PHONE, PHONE, test } from './people'
import { person } from './stack'

interface Notification {
  notification_id: string
  kind: string
  lead_ids: string[]
  ended?: string
}

let own: Own
test.beforeAll(async () => {
  own = await Own.make('Portal de avisos', ['ana', 'bruno'])
})
test.afterAll(() => own.end())
test.beforeEach(() => own.ask('ana', 'POST', '/notifications/archive-all'))

const rowOf = (page: Page, name: string) => page.locator('[data-row]').filter({ hasText: name })
const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Notificaciones' })

/** What Ana is notified of in a tab, about one lead. */
async function notified(lead: string, tab: string): Promise<Notification[]> {
  const { items } = await own.ask<{ items: Notification[] }>('ana', 'GET', `/notifications?tab=${tab}&limit=100`)
  return items.filter((one) => one.lead_ids.includes(lead))
}

/** Marta mentions Ana on a lead, and Ana is notified of it. */
async function mention(lead: string, body: string): Promise<string> {
  const before = (await notified(lead, 'all')).length
  const { comment_id } = await own.ask<{ comment_id: string }>('marta', 'POST', `/leads/${lead}/comments`, {
    body,
    mentions: [person('ana').agent_id],
  })
  await expect.poll(async () => (await notified(lead, 'all')).length).toBeGreaterThan(before)
  return comment_id
}

/**
 * A lead of Ana's of which nothing is new: that she has it may be told together with others that she got in the same
 * minute, so that notification is put away.
 */
async function leadWithoutNews(first: string, last: string): Promise<string> {
  const lead = await own.of('ana', somebody(first, last))
  await expect.poll(async () => (await notified(lead, 'new')).length).toBe(1)
  await own.ask('ana', 'POST', '/notifications/archive-all')
  return lead
}

test('an offer that another took is new no more, and says so among the archived', PHONE, async ({ as }) => {
  const lead = await own.offered(somebody('Clara', 'Avisos'))
  const ana = await as('ana')
  await ana.goto('/notifications')
  await expect(rowOf(ana, 'Por reclamar: Clara A')).toBeVisible()
  await own.ask('bruno', 'POST', `/leads/${lead}/claim`)
  await expect(rowOf(ana, 'Por reclamar: Clara A')).toHaveCount(0)
  await ana.getByRole('tab', { name: 'Archivadas' }).click()
  await expect(ana.getByText('Otro agente fue más rápido.').first()).toBeVisible()
  expect((await notified(lead, 'archived')).map((one) => one.ended)).toContain('taken')
})

test('what is new of a lead is one row, which keys open, archive and bring back', DESK, async ({ as }) => {
  const lead = await leadWithoutNews('Inés', 'Bandeja')
  await mention(lead, '@Ana Beltrán, hay una nueva.')
  await mention(lead, '@Ana Beltrán, ¿la llamas?')
  const comment = await mention(lead, '@Ana Beltrán, pide la nota simple.')
  const ana = await as('ana')
  await ana.goto('/notifications')
  const row = rowOf(ana, 'Inés Bandeja')
  await expect(row).toHaveCount(1)
  await expect(row.getByRole('link')).toHaveText('Marta Robles te mencionó sobre Inés Bandeja')
  await ana.keyboard.press('j')
  await expect(row.getByRole('link')).toBeFocused()
  await ana.keyboard.press('x')
  await expect(row.getByRole('link')).toHaveCount(3)
  await ana.keyboard.press('j')
  await expect(row.getByRole('link').nth(1)).toBeFocused()
  await ana.keyboard.press('k')
  await ana.keyboard.press('e')
  await expect(row).toHaveCount(0)
  await expect.poll(async () => (await notified(lead, 'new')).length).toBe(0)
  await ana.getByRole('button', { name: 'Deshacer' }).click()
  await expect(row).toHaveCount(1)
  await row.getByRole('link').first().press('Enter')
  await expect(ana).toHaveURL(new RegExp(`/leads/${lead}\\?tab=comments&entry=${comment}`))
})

test('a snoozed notification leaves the new ones, says until when, and can be brought back', PHONE, async ({ as }) => {
  const lead = await leadWithoutNews('Nora', 'Siesta')
  await mention(lead, '@Ana Beltrán, mañana.')
  const ana = await as('ana')
  await ana.goto('/notifications')
  const row = rowOf(ana, 'Nora Siesta')
  await row.getByRole('button', { name: /^Posponer/ }).click()
  await ana.getByRole('menuitem', { name: 'Mañana a las 9:00' }).click()
  await expect(row).toHaveCount(0)
  await expect.poll(async () => (await notified(lead, 'snoozed')).length).toBe(1)
  await ana.getByRole('tab', { name: 'Pospuestas' }).click()
  await expect(row.getByText(/^Pospuesta hasta el/)).toBeVisible()
  await row.getByRole('button', { name: /^Recuperar|^Traer/ }).click()
  await expect(row).toHaveCount(0)
  await expect.poll(async () => (await notified(lead, 'new')).length).toBe(1)
})

test('a toast stands below the bell', MOSTLY_PHONE, async ({ as }) => {
  const ana = await as('ana')
  await ana.goto('/notifications')
  await expect(heading(ana)).toBeVisible()
  const bell = await ana
    .getByRole('banner')
    .getByRole('link', { name: /^Notificaciones/ })
    .boundingBox()
  await ana.route('**/notifications/archive-all', (route) => route.abort())
  await own.ask('marta', 'POST', '/leads', {
    contact: somebody('Toast', 'Alto'),
    routing: { agent_id: person('ana').agent_id },
  })
  const all = ana.getByRole('button', { name: 'Archivar todas' })
  await expect(all).toBeEnabled()
  await all.click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Archivar todas' }).click()
  const toast = ana.getByRole('alert').first()
  await expect(toast).toBeVisible()
  await expect
    .poll(async () => (await toast.boundingBox())?.y ?? 0)
    .toBeGreaterThanOrEqual((bell?.y ?? 0) + (bell?.height ?? 0))
})

test('a push’s Claim says the truth when the offer is over', PHONE, async ({ afresh }) => {
  const ana = await afresh('ana')
  await ana.goto('/')
  await ana.evaluate(async () => void (await navigator.serviceWorker.ready))
  const [worker] = ana.context().serviceWorkers()
  if (!worker) throw new Error('no worker runs')
  // A browser without windows shows no notifications, so what the worker shows is kept here.
  await worker.evaluate(() => {
    const scope = self as unknown as ServiceWorkerGlobalScope & { shown: string[] }
    scope.shown = []
    scope.registration.showNotification = (title) => Promise.resolve(void scope.shown.push(title))
  })
  const press = (token: string) =>
    worker.evaluate((claim) => {
      const pushed = { kind: 'offer', count: 1, lead_id: 'lead_x', claim }
      const notification = { data: { screen: '/', pushed }, close: () => undefined }
      const event = new ExtendableEvent('notificationclick')
      self.dispatchEvent(Object.assign(event, { notification, action: 'claim' }))
    }, token)
  const shown = () => worker.evaluate(() => (self as unknown as { shown: string[] }).shown)
  await press('forged')
  await expect.poll(shown).toEqual(['Demasiado tarde: ya no está por reclamar.'])
})
