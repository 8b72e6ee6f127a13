import { expect } from '@playwright/test'
import { judge } from './judge'
import { MOSTLY_PHONE, test } from './people'
import { ask, bounce, letters } from './stack'

test('an address that mails come back from is paused, told, and used again', MOSTLY_PHONE, async ({ as, request }) => {
  const rocio = await as('rocio')
  const [email, name] = [`fe-${letters()}@example.com`, `Fe ${letters()}`]
  const body = { email, first_name: name, last_name: 'Ruiz', role: 'agent' }
  const { agent_id } = await ask<{ agent_id: string }>(request, 'rocio', 'POST', '/agents', body)
  await bounce(request, email)
  await rocio.goto('/notifications')
  await rocio.getByRole('link', { name: `A ${name} Ruiz no le van correos` }).click()
  await expect(rocio.getByText('A esta dirección no van correos')).toBeVisible()
  await judge(rocio, 'address')
  await rocio.goto(`/agents?q=${email}`)
  await expect(rocio.getByText('Sin correos')).toBeVisible()
  await judge(rocio, 'agents without mails')
  await rocio.goto(`/agents/${agent_id}`)
  await rocio.getByRole('button', { name: 'Volver a usar la dirección' }).click()
  await expect(rocio.getByText('A esta dirección no van correos')).toBeHidden()
  await ask(request, 'rocio', 'DELETE', `/agents/${agent_id}`)
})
