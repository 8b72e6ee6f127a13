import { expect, type Page } from '@playwright/test'
import { settled } from './judge'
import type { Own } from './own'
import { DESK, test } from './people'
import { makeDay } from './shown'
import { ask } from './stack'

/** The pictures of the README: `make pictures` takes them anew, of the demo team on an ordinary day. */
const IMAGES = '../docs/images'

test.skip(process.env.RELEVO_PICTURES === undefined, 'no pictures are asked for')

let own: Own | undefined
let hidden = false
test.beforeAll(async ({ request }) => {
  hidden = Boolean((await ask<{ setup_hidden?: boolean }>(request, 'rocio', 'GET', '/settings')).setup_hidden)
  await ask(request, 'rocio', 'PATCH', '/settings', { setup_hidden: true })
})
test.afterAll(async ({ request }) => {
  await own?.end()
  await ask(request, 'rocio', 'PATCH', '/settings', { setup_hidden: hidden })
})

async function take(page: Page, path: string, name: string, [heading, height]: [string, number]) {
  await page.setViewportSize({ width: 1280, height })
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  await settled(page)
  if (name === 'dashboard') await expect(page.getByText('0 h', { exact: true })).toBeVisible()
  if (name === 'lead') await expect(page.getByText('Ana Beltrán · vence')).toHaveCount(2) // also in the stream
  await page.screenshot({ path: `${IMAGES}/${name}.png`, animations: 'disabled' })
}

test('the README shows the console of today', DESK, async ({ as, request }) => {
  const page = await as('rocio')
  const { items } = await ask<{ items: { route_id: string; title: string }[] }>(request, 'rocio', 'GET', '/routes')
  const route = items.find((one) => one.title === 'Reparto de día')
  await take(page, '/coverage', 'coverage', ['Cobertura', 1140])
  await take(page, `/routes/${route?.route_id}`, 'route-editor', ['Reparto de día', 800])
  const day = await makeDay()
  own = day.own
  await take(page, `/leads/${day.one}`, 'lead', ['Teresa Gil', 800])
  await take(page, '/dashboard', 'dashboard', ['Panel de control', 820])
})
