import { expect } from '@playwright/test'
import { judgeShown } from './judge'
import { MOSTLY_DESK, test } from './people'
import { sendMail } from './smtp'
import { api, ask, letters, smtp } from './stack'

test(
  'a source is chosen among cards, and turns green when its first lead comes',
  MOSTLY_DESK,
  async ({ as, request }) => {
    const title = `Zapier ${letters()}`
    const page = await as('rocio')
    await page.goto('/sources')
    await page.getByRole('button', { name: 'Nueva fuente' }).click()
    await page.getByRole('radio', { name: 'Zapier o Make' }).click()
    await page.getByLabel('Título').fill(title)
    await judgeShown(page, 'new-source', { whole: false })
    await page.getByRole('button', { name: 'Crear la fuente' }).click()
    const made = page.getByRole('dialog', { name: 'La fuente está creada' })
    const secret = (await made.locator('pre').first().innerText()).trim()
    await made.getByRole('button', { name: 'Ya lo copié' }).click()

    const status = page.getByRole('status').filter({ hasText: 'primer prospecto' })
    await expect(status).toContainText('Esperando el primer prospecto')
    await page.getByText('Para programadores').click()
    const [address, , body] = await page.locator('pre').allInnerTexts()
    await judgeShown(page, 'source-waits')

    const sent = await request.post(String(address), {
      headers: { 'content-type': 'application/json', 'x-api-key': secret },
      data: body,
    })
    expect(sent.status()).toBe(202)
    await expect(status).toContainText('Ha llegado el primer prospecto')
    const deliveries = page.getByRole('region', { name: 'Últimas entregas' })
    await deliveries.getByRole('button', { name: 'Ver lo que se envió' }).click()
    await expect(deliveries.locator('pre')).toContainText('Lucía Pérez')
    await judgeShown(page, 'source-what-was-sent')
    await status.getByRole('link', { name: 'Abrir el prospecto' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Lucía Pérez' })).toBeVisible()
    const sentOfLead = page.getByRole('region', { name: 'Lo que se envió' })
    await sentOfLead.getByRole('button', { name: 'Ver lo que se envió' }).click()
    await expect(sentOfLead.locator('pre').first()).toContainText('Lucía Pérez')
    await judgeShown(page, 'lead-what-was-sent')

    const lead = new URL(page.url()).pathname.split('/').at(-1)
    await ask(request, 'rocio', 'POST', `/leads/${lead}/close`, { outcome: 'lost' })
  },
)

test('what could not be read is told on the source, and read again', MOSTLY_DESK, async ({ as, request }) => {
  const title = `Formulario ${letters()}`
  const source = await ask<{ source_id: string; webhook_path: string; secret: string }>(
    request,
    'rocio',
    'POST',
    '/sources',
    { title, kind: 'api_key' },
  )
  const send = (data: string) =>
    request.post(`${api}${source.webhook_path}`, {
      headers: { 'content-type': 'application/json', 'x-api-key': source.secret },
      data: Buffer.from(data), // as it is: a string would be made JSON
    })
  expect((await send('nombre: Lucía')).status()).toBe(400)
  const contact = { first_name: 'Lucía', emails: [`${letters()}@example.com`] }
  expect((await send(JSON.stringify({ contact }))).status()).toBe(202)

  const page = await as('rocio')
  await page.goto(`/sources/${source.source_id}`)
  const deliveries = page.getByRole('region', { name: 'Últimas entregas' })
  await expect(deliveries).toContainText('No se pudo leer')
  await expect(deliveries).toContainText('No es JSON ni XML, o está vacía.')
  await judgeShown(page, 'source-deliveries')
  await deliveries.getByRole('button', { name: 'Volver a leer', exact: true }).first().click()
  await expect(page.getByText('Se ha vuelto a leer: no cambia nada.')).toBeVisible()
  await deliveries.getByRole('button', { name: 'Volver a leer las ilegibles: 1' }).click()
  await expect(deliveries.getByText('Ahora se han podido leer 0 de 1.')).toBeVisible()
})

const QUESTION = `From: Equipo de Gmail <forwarding-noreply@google.com>
Subject: (#735416429) Confirmación de reenvío de Gmail
Content-Type: text/plain; charset=utf-8

Código de confirmación: 735416429
https://mail-settings.google.com/mail/vf-`

const INQUIRY = `From: Portal <avisos@portal.example>
Subject: Nuevo contacto
Content-Type: text/plain; charset=utf-8

Nombre: Zoé Ruiz
Mensaje: ¿Sigue libre el piso?
Email: `

test(
  'mail is forwarded to the address of a source, once Gmail has its confirmation',
  MOSTLY_DESK,
  async ({ as, request }) => {
    const made = await ask(request, 'rocio', 'POST', '/sources', { title: `Correos ${letters()}`, kind: 'email' })
    const { source_id, mail_address } = made as { source_id: string; mail_address: string }
    const page = await as('rocio')
    await page.goto(`/sources/${source_id}`)
    const connect = page.getByRole('region', { name: 'Cómo conectarla' })
    await expect(connect.locator('pre').first()).toHaveText(mail_address)
    await expect(connect.getByRole('button', { name: 'Copiar: Reenvía los correos a' })).toBeVisible()

    await sendMail(smtp, mail_address, QUESTION + letters())
    const asked = connect.getByRole('status').filter({ hasText: 'Gmail pide que confirmes el reenvío' })
    await expect(asked).toContainText('735416429')
    await expect(asked.getByRole('link')).toHaveAttribute('href', /^https:\/\/mail-settings\.google\.com\/mail\/vf-/)
    await judgeShown(page, 'source-mail-confirmation')

    await sendMail(smtp, mail_address, `${INQUIRY}${letters()}@example.com`)
    const arrived = connect.getByRole('status').filter({ hasText: 'Ha llegado el primer prospecto' })
    await arrived.getByRole('link', { name: 'Abrir el prospecto' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Zoé Ruiz' })).toBeVisible()
    const lead = new URL(page.url()).pathname.split('/').at(-1)
    await ask(request, 'rocio', 'POST', `/leads/${lead}/close`, { outcome: 'lost' })
  },
)
