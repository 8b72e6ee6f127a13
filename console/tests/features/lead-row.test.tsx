import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Shapes } from '@/api/client'
import { LeadRow } from '@/features/leads/LeadRow'

const AT = '2026-11-27T08:00:00Z'

async function show(known: Partial<Shapes['Lead']>) {
  const lead = {
    lead_id: 'one',
    state: 'owned',
    stage: 'new',
    contact: { first_name: 'Ana', last_name: 'Gil', emails: [], phones: [] },
    last_activity_at: AT,
    waiting_since: AT,
    ...known,
  } as unknown as Shapes['Lead']
  const row = { lead, now: Date.parse(AT) + 7_200_000, zone: 'UTC', shown: 'team', chosen: false } as const
  const root = createRootRoute({
    component: () => (
      <main>
        <LeadRow {...row} onChoose={undefined} columns={['waiting']} />
      </main>
    ),
  })
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) })
  render(
    <I18nProvider i18n={i18n}>
      <RouterProvider router={router as never} />
    </I18nProvider>,
  )
  await screen.findByText('2 hr')
}

test('only who waits too long for an answer is marked', async () => {
  await show({ waits_too_long: true })
  expect(screen.getByRole('img', { name: 'Waits too long' })).toBeVisible()
})

test('whoever waits for less is told without a mark', async () => {
  await show({})
  expect(screen.queryByRole('img')).toBeNull()
})
