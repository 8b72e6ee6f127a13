import { expect, test } from 'vitest'
import { type Facts, stepsOf } from '@/features/setup/steps'

const NOBODY: Facts = {
  me: 'rocio',
  settings: { working_hours: [] },
  members: [{ agent_id: 'rocio', status: 'active' }],
  sources: [{ source_id: 'by_hand', kind: 'manual', status: 'active' }],
  routes: [],
  devices: [],
}
const WEB = { source_id: 'web', kind: 'standard', status: 'active' } as const
const SEEN = { ...WEB, last_delivery_at: '2026-11-27T08:00:00Z' }
const HOURS = [{ days: ['mon' as const], from: '09:00', to: '18:00' }]

const doneOf = (facts: Partial<Facts>) =>
  stepsOf({ ...NOBODY, ...facts })
    .filter((step) => step.done)
    .map((step) => step.id)

test('a new team has everything before it', () => {
  expect(doneOf({})).toEqual([])
})

test.each<[string, Partial<Facts>, string[]]>([
  ['working hours', { settings: { working_hours: HOURS } }, ['team']],
  ['somebody invited', { members: [...NOBODY.members, { agent_id: 'ana', status: 'invited' }] }, ['people']],
  ['somebody removed', { members: [...NOBODY.members, { agent_id: 'ana', status: 'removed' }] }, []],
  ['a source that takes leads', { sources: [WEB] }, ['source']],
  ['an archived source', { sources: [{ ...SEEN, status: 'archived' }] }, []],
  ['a delivery', { sources: [WEB, SEEN] }, ['source', 'lead']],
  ['an active route with agents', { routes: [{ status: 'active', agents: [{ agent_id: 'ana' }] }] }, ['route']],
  ['a paused route', { routes: [{ status: 'paused', agents: [{ agent_id: 'ana' }] }] }, []],
  ['a route without agents', { routes: [{ status: 'active', agents: [] }] }, []],
  ['a device that is pushed to', { devices: [{}] }, ['phone']],
])('with %s, what is done follows from it', (_what, facts, expected) => {
  expect(doneOf(facts)).toEqual(expected)
})

test('the test lead is sent from the source there is, else a source is made first', () => {
  const lead = (facts: Partial<Facts>) => stepsOf({ ...NOBODY, ...facts }).find((step) => step.id === 'lead')
  expect(lead({})).toMatchObject({ to: '/sources' })
  expect(lead({ sources: [...NOBODY.sources, WEB] })).toMatchObject({ to: '/sources/$sourceId', sourceId: 'web' })
})
