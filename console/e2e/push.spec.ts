import { readFileSync } from 'node:fs'
import { expect, type Page, type Worker } from '@playwright/test'
import { PHONE, test } from './people'

const API = new URL('../../docs/openapi.json', import.meta.url)
const OFFER = { en: 'A new lead to claim', es: 'Un prospecto nuevo por reclamar' }
const UNKNOWN = 'Relevo: novedades · news'

/** All that a member can be notified of, as the API documents it. */
function kinds(): string[] {
  const api = JSON.parse(readFileSync(API, 'utf8')) as {
    components: { schemas: { Notification: { properties: { kind: { enum: string[] } } } } }
  }
  return api.components.schemas.Notification.properties.kind.enum
}

/** Deliver to this device as a push service does. */
async function pushesTo(page: Page) {
  const { origin } = new URL(page.url())
  const tools = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) =>
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [ours] }) => {
      if (ours) resolve(ours.registrationId)
    }),
  )
  await tools.send('ServiceWorker.enable')
  const registrationId = await registered
  return (pushed: object) =>
    tools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(pushed) })
}

/** The words that the console left for its worker. */
const wordsFor = (page: Page) =>
  page.evaluate(async () => (await caches.match('/words-of-pushes').then((kept) => kept?.text())) ?? '')

/** Keep what the worker shows: the part of Chromium without a window has no notifications of its own. */
async function shownBy(worker: Worker) {
  await worker.evaluate(() => {
    const scope = self as unknown as { registration: ServiceWorkerRegistration; shown: Record<string, string> }
    scope.shown = {}
    scope.registration.showNotification = (title, options) => {
      scope.shown[options?.tag ?? ''] = title
      return Promise.resolve()
    }
  })
  return () => worker.evaluate(() => (self as unknown as { shown: Record<string, string> }).shown)
}

test('a push says on the device what happened, in the language of its owner', PHONE, async ({ afresh }) => {
  const ana = await afresh('ana')
  await ana.goto('/')
  await ana.evaluate(async () => void (await navigator.serviceWorker.ready))
  const [worker] = ana.context().serviceWorkers()
  if (!worker) throw new Error('no service worker')
  const shown = await shownBy(worker)
  const deliver = await pushesTo(ana)

  const said: Record<string, string[]> = {}
  for (const language of ['en', 'es'] as const) {
    await ana.evaluate((wanted) => localStorage.setItem('relevo.language', wanted), language)
    await ana.reload()
    await expect.poll(() => wordsFor(ana), 'the worker gets the words').toContain(OFFER[language])
    for (const kind of kinds()) await deliver({ kind, count: 3, lead_id: language })
    const texts = async () => {
      const all = await shown()
      return kinds().map((kind) => all[`${kind} ${language}`] ?? UNKNOWN)
    }
    await expect.poll(texts).not.toContain(UNKNOWN)
    said[language] = await texts()
    expect(new Set(said[language]).size, 'two kinds say the same').toBe(kinds().length)
  }
  expect(said.es?.filter((text) => said.en?.includes(text))).toEqual([])
})
