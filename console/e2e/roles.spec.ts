import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { judgeShown, settled } from './judge'
import { DESK, MOSTLY_DESK, MOSTLY_PHONE, PHONE, menuOf, test } from './people'
import { address, ask, invitePassword, letters } from './stack'

/** The menu has these screens and no others, once it is known who looks. */
async function finds(page: Page, screens: string[]) {
  await page.goto('/me')
  await settled(page)
  const links = (await menuOf(page)).getByRole('link')
  await expect.poll(async () => (await links.allInnerTexts()).sort()).toEqual([...screens].sort())
}

const OWN = ['Míos', 'Sin asignar', 'Tareas', 'Notificaciones', 'Mi perfil', 'Roles y permisos']
const WATCHED = ['Panel de control', 'Prospectos', 'Por leer', 'Informe', 'Agentes', 'Rutas', 'Cobertura']
const PLANNED = ['Fuentes', 'Configuración', 'Registro de cambios']

test('the menu has what one’s role may see, and nothing else', async ({ as }) => {
  await finds(await as('ana'), ['Mi día', ...OWN])
  await finds(await as('marta'), [...OWN, ...WATCHED])
  await finds(await as('rocio'), [...OWN, ...WATCHED, ...PLANNED])
})

test('an address that is not for one’s role says so', PHONE, async ({ as }) => {
  const [ana, marta] = [await as('ana'), await as('marta')]
  // Which addresses these are is asked of tests/screens.test.ts.
  for (const [page, path] of [
    [ana, '/dashboard'],
    [marta, '/routes/new'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'Tu rol no tiene acceso a esta pantalla' })).toBeVisible()
  }
})

test('a Manager reads the routes and changes nothing of them', MOSTLY_DESK, async ({ as }) => {
  const marta = await as('marta')
  await marta.goto('/routes')
  const route = marta.getByRole('link', { name: 'Guardia de noche' })
  await expect(route).toBeVisible()
  await settled(marta) // until it is known who looks, nobody may change anything
  await expect(marta.getByRole('button', { name: /^Mover / })).toHaveCount(0)
  await expect(marta.getByRole('link', { name: 'Nueva ruta' })).toHaveCount(0)
  await expect(marta.getByRole('switch', { name: /recibe prospectos$/ })).toHaveCount(0)
  await route.click()
  await expect(marta.getByRole('heading', { level: 1, name: 'Guardia de noche' })).toBeVisible()
  await expect(marta.getByTestId('sentence')).toContainText('Elena Fuentes')
  await settled(marta)
  await expect(marta.getByRole('button', { name: /^(Guardar|Eliminar)/ })).toHaveCount(0)
})

test(
  'the report is taken as a file by the Rainmaker, and by Managers while they may',
  DESK,
  async ({ as, request }) => {
    const [rocio, marta] = [await as('rocio'), await as('marta')]
    await Promise.all([rocio.goto('/report'), marta.goto('/report')])
    const coming = rocio.waitForEvent('download')
    await rocio.getByRole('button', { name: 'Descargar CSV' }).click()
    const file = await coming
    expect(file.suggestedFilename()).toMatch(/^routing-agent-\d{4}-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}\.csv$/)
    expect(
      readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\n').length,
    ).toBeGreaterThan(1)

    await ask(request, 'rocio', 'PATCH', '/settings', { managers_export: false })
    try {
      await marta.getByRole('button', { name: 'Descargar CSV' }).click()
      await expect(marta.getByText('En tu equipo solo el Rainmaker exporta cifras.')).toBeVisible()
    } finally {
      await ask(request, 'rocio', 'PATCH', '/settings', { managers_export: true })
    }
  },
)

test(
  'somebody is invited, chooses a password of their own, and is removed again',
  MOSTLY_PHONE,
  async ({ as, browser, request }) => {
    const [rocio, email, once] = [await as('rocio'), `nuria.${letters()}@example.com`, `Una-Vez-${letters()}-2026`]
    await rocio.goto('/agents')
    await rocio.getByRole('button', { name: 'Invitar' }).click()
    const form = rocio.getByRole('dialog')
    await form.getByLabel('Nombre').fill('Nuria')
    await form.getByLabel('Apellidos').fill('Nieto')
    await form.getByLabel('Correo').fill(email)
    await form.getByRole('button', { name: 'Invitar' }).click()
    await expect(rocio.getByRole('heading', { level: 1, name: 'Nuria Nieto' })).toBeVisible()

    await invitePassword(request, email, once)
    const device = await browser.newContext({ baseURL: address })
    const nuria = await device.newPage()
    await nuria.goto('/')
    await nuria.getByLabel('Correo').fill(email)
    const password = nuria.getByRole('textbox', { name: 'Contraseña' })
    await password.fill(once)
    await nuria.getByRole('button', { name: 'Entrar' }).click()
    await expect(nuria.getByRole('heading', { name: 'Elige tu contraseña' })).toBeVisible()
    await expect(nuria.getByText('Al menos 12 caracteres', { exact: false })).toBeVisible()
    await judgeShown(nuria, 'nuria-first-password')
    await password.fill(`Propia-${letters()}-2026`)
    await nuria.getByRole('button', { name: 'Entrar' }).click()
    await expect(nuria.getByRole('heading', { level: 1, name: 'Mi día' })).toBeVisible()
    await expect(nuria.getByText('En ninguna ruta activa').last()).toBeAttached()
    await device.close()

    await rocio.reload()
    await rocio.getByRole('button', { name: 'Quitar…' }).click()
    await form.getByLabel('A Sin asignar', { exact: false }).check()
    await form.getByRole('button', { name: 'Quitar', exact: true }).click()
    await expect(rocio.getByText('Nuria Nieto ya no está en el equipo', { exact: false })).toBeVisible()
  },
)
