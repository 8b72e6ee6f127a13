import { createHmac } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { DESK, PHONE } from './people'
import { type Who, person } from './stack'

// People who sign in here and nowhere else: their sessions end.
const [SIGNS_OUT, HAS_FACTOR] = ['diego', 'elena'] as const
const HALF_MINUTE = 30_000

/** Return the code of a key at an instant (RFC 6238). */
function codeOf(key: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g)?.map((one) => parseInt(one, 2)) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / HALF_MINUTE)))
  const digest = createHmac('sha1', Buffer.from(bytes)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function giveThePassword(page: Page, who: Who) {
  const { email, password } = person(who)
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
}

/** Wait for the frame of the console, on whichever screen the sign-in was asked for. */
const arrived = (page: Page) => page.getByRole('banner').waitFor()

async function signIn(page: Page, who: Who) {
  await page.goto('/')
  await giveThePassword(page, who)
  await arrived(page)
}

test('signing out on all devices ends the session of another device at once', DESK, async ({ browser, page }) => {
  const other = await (await browser.newContext({ locale: 'es-ES' })).newPage()
  await signIn(other, SIGNS_OUT)
  await signIn(page, SIGNS_OUT)
  await page.goto('/me')
  const signIns = page.getByRole('region', { name: 'Inicios de sesión' })
  await expect(signIns.getByText('Este dispositivo')).toHaveCount(1)
  await signIns.getByRole('button', { name: 'Cerrar sesión en todos los dispositivos' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cerrar sesión en todos los dispositivos' }).click()
  await page.getByRole('heading', { name: 'Entrar' }).waitFor()
  // Its screen asks every few seconds for what is new.
  await expect(other.getByText('Tu sesión terminó. Vuelve a entrar.')).toBeVisible()
  await giveThePassword(page, SIGNS_OUT)
  await arrived(page)
  await other.context().close()
})

test('a second factor is set up, asked for, and switched off', PHONE, async ({ page }) => {
  await signIn(page, HAS_FACTOR)
  await page.goto('/me')
  await page.getByRole('region', { name: 'Inicios de sesión' }).waitFor()
  const factor = page.getByRole('region', { name: 'Segundo factor' })
  await factor.getByRole('button', { name: 'Configurar' }).click()
  await factor.getByRole('img').waitFor()
  const key = (await factor.getByTestId('second-factor-key').innerText()).replace(/\s/g, '')
  await factor.getByLabel('Código').fill(codeOf(key))
  await factor.getByRole('button', { name: 'Confirmar' }).click()
  await factor.getByRole('button', { name: 'Desactivar' }).waitFor()

  await page.getByRole('button', { name: 'Salir' }).click()
  await page.getByRole('heading', { name: 'Entrar' }).waitFor()
  await giveThePassword(page, HAS_FACTOR)
  await page.getByLabel('Código').fill(codeOf(key) === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByRole('main').getByText('Este código no es correcto.')).toBeVisible()
  await page.getByLabel('Código').fill(codeOf(key))
  await page.getByRole('button', { name: 'Entrar' }).click()
  await arrived(page)

  await page.goto('/me')
  await factor.getByRole('button', { name: 'Desactivar' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Desactivar' }).click()
  await factor.getByRole('button', { name: 'Configurar' }).waitFor()
})
