// node scrolling.mjs ADDRESS EMAIL PASSWORD: scrolls to the end of the list of leads as a hand on a wheel does, and
// prints what that was like: {"rows", "in_page", "frame_ms", "long_tasks", "longest_ms"}.
import { chromium } from '@playwright/test'

const [address, email, password] = process.argv.slice(2)
const STEP = 400 // pixels a turn of the wheel
const TURN_MILLISECONDS = 32
const AT_REST = 40 // turns without a new row: the end

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const page = await browser.newPage({ baseURL: address, locale: 'es-ES', viewport: { width: 1280, height: 800 } })
await page.goto('/')
await page.getByLabel('Correo').fill(email)
await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
await page.getByRole('button', { name: 'Entrar' }).click()
await page.getByRole('banner').waitFor()
await page.goto('/leads')
await page.locator('[data-index="8"]').waitFor()

await page.evaluate(() => {
  const seen = { long: [], frames: [], before: performance.now(), stop: false }
  globalThis.seen = seen
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((one) => one.duration))).observe({
    type: 'longtask',
  })
  const frame = (now) => {
    seen.frames.push(now - seen.before)
    seen.before = now
    if (!seen.stop) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
})

let [last, inPage, still] = [0, 0, 0]
await page.mouse.move(700, 500)
while (still < AT_REST) {
  await page.mouse.wheel(0, STEP)
  await page.waitForTimeout(TURN_MILLISECONDS)
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll('[data-index]')].map((one) => Number(one.dataset.index)),
  )
  inPage = Math.max(inPage, rows.length)
  still = Math.max(...rows) > last ? 0 : still + 1
  last = Math.max(last, ...rows)
}
const { long, frames } = await page.evaluate(() => {
  globalThis.seen.stop = true
  return globalThis.seen
})
frames.sort((a, b) => a - b)
console.log(
  JSON.stringify({
    rows: last + 1,
    in_page: inPage,
    frame_ms: frames[Math.floor(frames.length * 0.95)],
    long_tasks: long.length,
    longest_ms: Math.max(0, ...long),
  }),
)
await browser.close()
