import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'
import { judgeShown } from './judge'
import { somebody } from './own'
import { MOSTLY_DESK, test } from './people'
import { ask, letters } from './stack'

interface Source {
  source_id: string
}

/** A site of the team's: another origin than the console's, with one page. */
class Site {
  html = ''
  private readonly server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(this.html)
  })

  async open(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  show(pasted = '') {
    const head = '<meta name="viewport" content="width=device-width"><title>Inmo</title>'
    this.html = `<!doctype html><html lang="es">${head}<main><h1>Inmo</h1>${pasted}</main></html>`
  }

  close() {
    this.server.close()
    this.server.closeAllConnections()
  }
}

interface Visitor {
  first_name: string
  last_name: string
  emails: string[]
}

async function fill(page: Page, { first_name, last_name, emails }: Visitor) {
  await page.getByLabel('Nombre').fill(`${first_name} ${last_name}`)
  await page.getByLabel('Correo electrónico').fill(String(emails[0]))
  await page.getByLabel('He leído y acepto').check()
}

/** Send the form at a person's pace: what comes within two seconds after it was shown is asked for again. */
async function send(page: Page) {
  await page.waitForFunction(() => {
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    const shown = Math.max(...loaded.map((one) => (one as PerformanceResourceTiming).responseEnd))
    return performance.now() > shown + 2_100
  })
  await page.getByRole('button', { name: 'Enviar' }).click()
}

test(
  'a form is made, pasted into a site, and what visitors send arrives',
  MOSTLY_DESK,
  async ({ as, browser, request }) => {
    const source = await ask<Source>(request, 'rocio', 'POST', '/sources', { title: `Web ${letters()}`, kind: 'form' })
    const [one, other, third] = [somebody('Nuria', 'Vidal'), somebody('Pau', 'Riera'), somebody('Laia', 'Font')]
    const site = new Site()
    const origin = await site.open()

    const page = await as('rocio')
    await page.goto(`/sources/${source.source_id}`)
    const section = page.getByRole('region', { name: 'Formulario para tu web' })
    await section.getByRole('button', { name: 'Crear el formulario' }).click()
    await section.getByLabel('Webs que pueden mostrarlo').fill(`${origin}/contacto`)
    await section.getByLabel('Dirección de tu política').fill('https://www.example.com/privacidad')
    await section.getByRole('button', { name: 'Guardar el formulario' }).click()
    await expect(section.getByLabel('Webs que pueden mostrarlo')).toHaveValue(origin)
    await section.getByText('Si tu web no admite scripts').click()
    await judgeShown(page, 'source-site-form')
    const [address, script, plain] = await section.locator('pre').allInnerTexts()
    await section.getByText('Cómo se ve').click()
    await expect(section.frameLocator('iframe').getByLabel('Nombre')).toBeVisible()

    const visitors = await browser.newContext({ locale: 'es-ES' })
    const visitor = await visitors.newPage()
    await visitor.goto(String(address))
    await fill(visitor, one)
    await visitor.getByLabel('Correo electrónico').fill('nuria')
    await visitor.getByRole('button', { name: 'Enviar' }).click()
    await expect(visitor.getByText('No es un correo electrónico')).toBeVisible()
    await judgeShown(visitor, 'open-form-mistake')
    await visitor.getByLabel('Correo electrónico').fill(String(one.emails[0]))
    await send(visitor)
    await expect(visitor.getByRole('heading', { name: 'Gracias' })).toBeVisible()

    site.show(script)
    await visitor.goto(origin)
    await fill(visitor, other)
    await judgeShown(visitor, 'embedded-form')
    await send(visitor)
    await expect(visitor.getByRole('status').filter({ hasText: 'Gracias' })).toBeFocused()

    site.show(plain)
    await visitor.goto(origin)
    await judgeShown(visitor, 'pasted-form')
    await fill(visitor, third)
    await visitor.getByRole('button', { name: 'Enviar' }).click()
    await expect(visitor.getByRole('heading', { name: 'Gracias' })).toBeVisible()
    await visitors.close()
    site.close()

    const arrived = page.getByRole('region', { name: 'Últimas entregas' })
    await expect(arrived.getByRole('link', { name: 'Abrir el prospecto' })).toHaveCount(3)
    await arrived.getByRole('link', { name: 'Abrir el prospecto' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Laia Font' })).toBeVisible()

    const { items } = await ask<{ items: { lead_id: string }[] }>(
      request,
      'rocio',
      'GET',
      `/sources/${source.source_id}/deliveries`,
    )
    for (const { lead_id } of items) await ask(request, 'rocio', 'POST', `/leads/${lead_id}/close`, { outcome: 'lost' })
    await ask(request, 'rocio', 'DELETE', `/sources/${source.source_id}`)
  },
)
