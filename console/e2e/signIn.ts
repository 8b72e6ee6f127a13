import { type Browser, chromium, type FullConfig } from '@playwright/test'
import { address, person, stateOf, type Who } from './stack'

const EVERYBODY: Who[] = ['rocio', 'marta', 'ana', 'bruno', 'carmen']

/** Everybody signs in by SRP once, as people do, and stays so for all tests. */
export default async function signIn(config: FullConfig) {
  const { launchOptions } = config.projects[0]?.use ?? {}
  const browser = await chromium.launch(launchOptions)
  for (const who of EVERYBODY) await enter(browser, who)
  await browser.close()
}

async function enter(browser: Browser, who: Who) {
  const { email, password } = person(who)
  // Without the worker: it would keep the whole console on a device that is given up at once.
  const context = await browser.newContext({ baseURL: address, locale: 'es-ES', serviceWorkers: 'block' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto('/')
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('heading', { level: 1, name: /^(Mi día|Panel de control)$/ }).waitFor()
  await context.storageState({ path: stateOf(who) })
  await context.close()
}
