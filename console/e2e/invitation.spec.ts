import { expect } from '@playwright/test'
import { judge } from './judge'
import { MOSTLY_PHONE, test } from './people'
import { ask, letters } from './stack'

test(
  'an invitation says who invites and where to sign in, and can be sent again',
  MOSTLY_PHONE,
  async ({ as, page, request }) => {
    const rocio = await as('rocio')
    const email = `fe-${letters()}@example.com`
    const body = { email, first_name: 'Fe', last_name: 'Ruiz', role: 'agent' }
    const { agent_id } = await ask<{ agent_id: string }>(request, 'rocio', 'POST', '/agents', body)
    await rocio.goto(`/agents/${agent_id}`)
    await rocio.getByRole('button', { name: 'Enviar de nuevo' }).click()
    await expect(rocio.getByText(`La invitación va de camino a ${email}.`)).toBeVisible()
    await judge(rocio, 'invitation')
    await page.goto('/outbox')
    const sent = page.getByRole('article').filter({ hasText: email })
    await expect(sent).toHaveCount(1) // within ten minutes of the first one none is sent
    await expect(sent.getByRole('heading')).toHaveText('Inmobiliaria Retiro te invita a Relevo')
    await expect(sent).toContainText('Entrar en Relevo: http')
    await expect(sent).toContainText('Sign in to Relevo: http')
    await ask(request, 'rocio', 'DELETE', `/agents/${agent_id}`)
  },
)
