import { mkdirSync } from 'node:fs'
import { chromium, type FullConfig } from '@playwright/test'
import { address, person, STATES, stateOf, type Who } from './stack'

const EVERYBODY: Who[] = ['rocio', 'marta', 'ana', 'bruno', 'carmen']

/** Everybody signs in by SRP once, as people do, and stays so for all tests. */
export default async function signIn(config: FullConfig) {
  mkdirSync(STATES, { recursive: true })
  const { launchOptions } = config.projects[0]?.use ?? {}
  const browser = await chromium.launch(launchOptions)
  for (const who of EVERYBODY) {
    const { email, password } = person(who)
    const context = await browser.newContext({ baseURL: address, locale: 'es-ES' })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByLabel('Correo').fill(email)
    await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByRole('heading', { level: 1, name: 'Por reclamar' }).waitFor()
    await context.storageState({ path: stateOf(who) })
    await context.close()
  }
  await browser.close()
}
