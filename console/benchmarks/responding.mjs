// node responding.mjs ADDRESS EMAIL PASSWORD: opens the main screens in a browser with a quarter of this processor's
// speed, does what people do there, and prints how long that took, in ms:
// {"first_kb", "lcp": {screen: ms}, "inp": {act: ms}, "rows", "long_tasks", "longest_ms", "load"}. `load` is what each
// processor had to do for others too: above 1, the times tell of the machine and not of the console.
//
// The API's answers are those of a first visit at full speed, and thousands of leads made of the first: what is measured
// is the console, not the embedded AWS beside it.
import { cpus, loadavg } from 'node:os'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { answering } from './answering.mjs'

const [address, email, password] = process.argv.slice(2)
const SLOWER = 4
const QUIET_MILLISECONDS = 500 // without a larger paint, or an answer to an act
const SCROLLED = 3_000 // rows
const SCREENS = ['/', '/leads', '/pool', '/routes', '/agents', '/report', '/settings']

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const device = { baseURL: address, locale: 'es-ES', viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' }

/** Count, in a page, paints, acts and long tasks from its beginning. */
function watch() {
  const seen = { lcp: 0, acts: [], long: [], at: performance.now() }
  globalThis.seen = seen
  const on = (type, each, more = {}) =>
    new PerformanceObserver((list) => {
      seen.at = performance.now()
      list.getEntries().forEach(each)
    }).observe({ type, buffered: true, ...more })
  on('largest-contentful-paint', (one) => (seen.lcp = one.startTime))
  on('event', (one) => one.interactionId && seen.acts.push(one.duration), { durationThreshold: 16 })
  on('longtask', (one) => seen.long.push({ at: one.startTime, ms: one.duration }))
}

const quiet = (page) =>
  page.waitForFunction(
    (rest) =>
      document.querySelector('h1') &&
      !document.querySelector('[aria-busy="true"]') &&
      performance.now() - globalThis.seen.at > rest,
    QUIET_MILLISECONDS,
    { polling: 100, timeout: 120_000 },
  )

async function signedIn() {
  const context = await browser.newContext(device)
  const page = await context.newPage()
  await page.goto('/')
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('banner').waitFor({ timeout: 120_000 })
  return context.storageState()
}

/** Open a screen as on a device that has never seen the console: nothing is kept of it. */
async function opened(path, storageState, answers, slower = SLOWER) {
  const context = await browser.newContext({ ...device, storageState })
  await context.addInitScript(watch)
  await context.route('**/api/**', answers)
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower })
  await page.goto(path, { timeout: 120_000 })
  await quiet(page)
  const end = async () => {
    await context.unrouteAll({ behavior: 'ignoreErrors' }) // what is still being asked for
    await context.close()
  }
  return { page, end }
}

/** Do something, and return how long its slowest part was without an answer; less than 16 ms counts as 0. */
async function acted(page, act) {
  await page.evaluate(() => void (globalThis.seen.acts.length = 0))
  await act()
  await quiet(page)
  return page.evaluate(() => Math.max(0, ...globalThis.seen.acts))
}

async function acts(page) {
  const rows = page.locator('[data-index]')
  return {
    'choose a lead': await acted(page, () => rows.nth(1).getByRole('checkbox').click()),
    'open the finder': await acted(page, () => page.getByRole('button', { name: 'Buscar', exact: true }).click()),
    'type in the finder': await acted(page, () => page.keyboard.type('mar')),
    'close the finder': await acted(page, () => page.keyboard.press('Escape')),
    'switch the language': await acted(page, () => page.getByRole('button', { name: 'English' }).click()),
    'open a lead': await acted(page, () => rows.nth(2).getByRole('link').click()),
  }
}

/** Scroll as a hand on a wheel does, and return the tasks that were long while it did. */
async function scrolled(page) {
  await page.mouse.move(700, 500)
  const from = await page.evaluate(() => performance.now())
  let last = 0
  while (last < SCROLLED - 1) {
    await page.mouse.wheel(0, 400)
    await page.waitForTimeout(32)
    last = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('[data-index]')].map((one) => Number(one.dataset.index))),
    )
  }
  const long = await page.evaluate((since) => globalThis.seen.long.filter((one) => one.at > since), from)
  return { rows: last + 1, long_tasks: long.length, longest_ms: Math.max(0, ...long.map((one) => one.ms)) }
}

/** Return how many kB of scripts the page itself names, gzipped. */
async function firstLoad() {
  const page = await (await fetch(address)).text()
  const named = page.match(/\/assets\/[^"]+\.js/g) ?? []
  const loaded = named.map(async (one) => Buffer.from(await (await fetch(new URL(one, address))).arrayBuffer()))
  return (await Promise.all(loaded)).reduce((sum, one) => sum + gzipSync(one).length, 0) / 1000
}

const state = await signedIn()
const answers = answering(SCROLLED)
for (const path of SCREENS) await (await opened(path, state, answers, 1)).end()

const lcp = {}
for (const path of SCREENS) {
  const { page, end } = await opened(path, state, answers)
  lcp[path] = await page.evaluate(() => globalThis.seen.lcp)
  await end()
}
const { page, end } = await opened('/leads', state, answers)
const inp = await acts(page)
await page.goBack()
await page.locator('[data-index="8"]').waitFor()
const scrolling = await scrolled(page)
await end()
console.log(JSON.stringify({ first_kb: await firstLoad(), lcp, inp, ...scrolling, load: loadavg()[0] / cpus().length }))
await browser.close()
