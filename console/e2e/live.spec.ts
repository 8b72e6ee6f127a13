import { expect, type Page } from '@playwright/test'
import { Own, somebody } from './own'
import { DESK, PHONE, test } from './people'
import { letters } from './stack'

let own: Own
test.beforeAll(async () => {
  own = await Own.make('Avisos en vivo', ['ana', 'bruno'])
})
test.afterAll(() => own.end())

/** Return when the page has opened its live connection; call it before the page is opened. */
async function connected(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Network.enable')
  await new Promise((opened) => browser.once('Network.webSocketHandshakeResponseReceived', opened))
}

const offerOf = (page: Page, name: string) => page.getByRole('group', { name: `Por reclamar: ${name}` })

test('the consoles of a jump ball are told of it, and show it', PHONE, async ({ as }) => {
  const consoles = [await as('ana'), await as('bruno')]
  for (const page of consoles) {
    const open = connected(page)
    await page.goto('/')
    await open
  }
  const told: string[] = []
  const contact = somebody(`Lucas${letters()}`, 'Vivo')
  for (const page of consoles) {
    const browser = await page.context().newCDPSession(page)
    await browser.send('Network.enable')
    browser.on('Network.webSocketFrameReceived', ({ response }) => told.push(response.payloadData))
  }
  await own.offered(contact)
  for (const page of consoles) await expect(offerOf(page, contact.first_name)).toBeVisible()
  await expect.poll(() => told.length).toBeGreaterThanOrEqual(consoles.length)
  expect(new Set(told)).toEqual(new Set(['{"kind": "moved"}']))
})

test('where no connection can be opened, the console asks every few seconds as before', DESK, async ({ as }) => {
  const ana = await as('ana')
  let tries = 0
  await ana.routeWebSocket(/\/live/, (socket) => {
    tries += 1
    void socket.close()
  })
  await ana.goto('/')
  await expect.poll(() => tries).toBeGreaterThan(1)
  const contact = somebody(`Lucas${letters()}`, 'Vivo')
  await own.offered(contact)
  await expect(offerOf(ana, contact.first_name)).toBeVisible()
})
