import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { differences, type Entry, namesIn } from '@/features/audit/differences'
import { SOURCE_KINDS, VALUES } from '@/features/audit/words'

const entry = (told: Partial<Entry>): Entry => ({
  audit_id: 'audit_1',
  at: '2026-11-27T00:00:00Z',
  by: 'bootstrap',
  what: 'route.changed',
  subject: 'route_1',
  ...told,
})

test('only what differs is told, with how it was', () => {
  const change = entry({ before: { title: 'Day', status: 'active' }, after: { title: 'Days', status: 'active' } })
  expect(differences(change)).toEqual([{ path: ['title'], before: 'Day', after: 'Days' }])
})

test('within a field of many parts, the part that differs is told', () => {
  const change = entry({
    before: { limits: { per_day: 5, open: null } },
    after: { limits: { per_day: 8, open: null } },
  })
  expect(differences(change)).toEqual([{ path: ['limits', 'per_day'], before: 5, after: 8 }])
})

test('of something new, what is empty, its own id and what the machine keeps for itself are left out', () => {
  const made = entry({ after: { route_id: 'route_1', title: 'Day', windows: [], response: null, created_at: '2026' } })
  expect(differences(made)).toEqual([{ path: ['title'], before: undefined, after: 'Day' }])
})

test('a value that becomes another kind of thing is told whole', () => {
  const change = entry({ before: { when_nobody: 'pool' }, after: { when_nobody: { agent_id: 'agent_1' } } })
  expect(differences(change)).toEqual([{ path: ['when_nobody'], before: 'pool', after: { agent_id: 'agent_1' } }])
})

test('what is gone keeps the name that its changes told', () => {
  const names = namesIn([
    entry({ subject: 'route_1', before: { title: 'Old' } }),
    entry({ subject: 'agent_1', after: { first_name: 'Ana', last_name: 'Gil' } }),
    entry({ subject: 'settings', after: { hold_hours: 3 } }),
  ])
  expect([...names]).toEqual([
    ['route_1', 'Old'],
    ['agent_1', 'Ana Gil'],
  ])
})

test('every kind of source is told in words', () => {
  const plan = readFileSync('../shared/domain/plan_records/source.py', 'utf8')
  const [, listed = ''] = /Kind = Literal\[([^\]]*)\]/.exec(plan) ?? []
  const kinds = [...listed.matchAll(/"(\w+)"/g)].map(([, kind]) => kind as string)
  expect(kinds).toContain('adf')
  expect(kinds.filter((kind) => !SOURCE_KINDS[kind] && !VALUES[kind])).toEqual([])
})
