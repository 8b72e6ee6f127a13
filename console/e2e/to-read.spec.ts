import { type APIRequestContext, expect } from '@playwright/test'
import { judge } from './judge'
import { MOSTLY_PHONE, Devices, menuOf, test } from './people'
import { ask, letters, postMail } from './stack'

interface Source {
  source_id: string
  webhook_path: string
  secret: string
}

const devices = new Devices()
let source: Source

test.beforeAll(async ({ request }) => {
  source = await ask<Source>(request, 'rocio', 'POST', '/sources', { title: `Buzón ${letters()}`, kind: 'email' })
})
test.afterAll(async ({ request }) => {
  await ask(request, 'rocio', 'DELETE', `/sources/${source.source_id}`)
  await devices.close()
})

test(
  'a Manager reads mails that name nobody, dismisses one and takes it back, and makes a lead',
  MOSTLY_PHONE,
  async ({ browser, request }) => {
    const word = letters()
    for (const subject of [`Aviso ${word}`, `Boletín ${word}`]) {
      const text = `Entrega fallida.\n${'El servidor del destinatario no responde. '.repeat(12)}\n<b>${word}</b>`
      await postMail(request, { from: 'Mail Delivery System <mailer-daemon@example.net>', subject, text }, source)
    }
    const page = await devices.of('marta', browser)
    await page.goto('/pool')
    await (await menuOf(page)).getByRole('link', { name: /^Por leer \d+$/ }).click()
    const mail = page.getByRole('article', { name: `Boletín ${word}` })
    await expect(mail.getByText('Entrega fallida.')).toBeVisible()
    await judge(page, 'marta-to-read')

    await mail.getByRole('button', { name: 'Descartar' }).click()
    await page.getByRole('button', { name: 'Deshacer' }).click()
    await expect.poll(() => waiting(request, word)).toEqual([`Boletín ${word}`, `Aviso ${word}`])
    await expect(mail).toBeVisible()

    await page.getByRole('button', { name: `Crear prospecto: Aviso ${word}` }).click()
    await expect(page).toHaveURL(/\/leads\/lead_/)
    const leadId = new URL(page.url()).pathname.split('/')[2] ?? ''
    await expect(page.getByText(new RegExp(`Aviso ${word}`)).first()).toBeVisible()
    await ask(request, 'rocio', 'POST', `/leads/${leadId}/close`, { outcome: 'lost' })

    await page.goto('/to-read')
    await mail.getByRole('button', { name: 'Descartar' }).click()
    await expect(mail).toBeHidden()
    expect(await waiting(request, word)).toEqual([])
  },
)

/** The subjects with this word that wait, newest first. */
async function waiting(request: APIRequestContext, word: string): Promise<string[]> {
  const { items } = await ask<{ items: { subject: string }[] }>(request, 'marta', 'GET', '/to-read')
  return items.map((one) => one.subject).filter((one) => one.includes(word))
}
