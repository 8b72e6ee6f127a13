import { expect, test } from 'vitest'
import { searchMembers } from '@/features/agents/roster/search'
import { unexpired, toRestore } from '@/features/agents/pauses/pauses'
import { patchOf, profileOf } from '@/features/agents/member/profileForm'
import { daysShort } from '@/features/agents/roster/summaries'
import type { Member } from '@/features/agents/useAgents'

const ana: Member = {
  agent_id: 'agent_a',
  created_at: '2026-11-01T09:00:00Z',
  email: 'ana@example.com',
  first_name: 'Ana',
  last_name: 'Beltrán',
  hours: [],
  limits: {},
  may: [],
  may_hand_over: false,
  languages: [],
  pauses: [],
  absences: [],
  covers_for: [],
  role: 'agent',
  status: 'active',
  version: 3,
}
const bruno: Member = {
  ...ana,
  agent_id: 'agent_b',
  email: 'b.cifuentes@example.com',
  first_name: 'Bruno',
  last_name: 'Cifuentes',
}

test('undoing puts back the pauses of the team that were lifted, and no other', () => {
  const at = '2026-11-20T10:00:00Z'
  const pauses: Member['pauses'] = [
    { side: 'own', at, by: 'agent_a' },
    { side: 'team', at, by: 'agent_r', until: '2026-12-01T00:00:00Z', reason: 'Course' },
    { side: 'team', at, by: 'agent_r', route_id: 'route_1', from: '2026-11-25T00:00:00Z' },
  ]
  const everywhere = { from: at, until: '2026-12-01T00:00:00Z', reason: 'Course', route_id: null }
  const onRoute = { from: '2026-11-25T00:00:00Z', until: null, reason: null, route_id: 'route_1' }
  expect(toRestore(pauses, undefined)).toEqual([everywhere, onRoute])
  expect(toRestore(pauses, 'route_1')).toEqual([onRoute])
  expect(unexpired(pauses, Date.parse('2026-12-02T00:00:00Z'))).toHaveLength(2)
})

test('a member is found by a part of the name or e-mail, without case and accents', () => {
  const gone: Member = { ...ana, agent_id: 'agent_c', status: 'removed' }
  expect(searchMembers([bruno, ana, gone], '')).toEqual([ana, bruno])
  expect(searchMembers([bruno, ana], ' beltran')).toEqual([ana])
  expect(searchMembers([bruno, ana], 'B.CIF')).toEqual([bruno])
})

test('what is emptied in a profile is reset, and windows without a day are no windows', () => {
  const form = profileOf({ ...ana, phone: '600 11 22 33', pause_after_missed: 3, sees: 'team' })
  const noDays = { days: [], from: '09:00', to: '18:00' }
  expect(patchOf({ ...form, phone: ' ', pause_after_missed: '', sees: '', hours: [noDays] })).toEqual({
    first_name: 'Ana',
    languages: [],
    last_name: 'Beltrán',
    phone: null,
    time_zone: null,
    role: 'agent',
    hours: [],
    sees: null,
    pause_after_missed: null,
    may_hand_over: false,
  })
})

test('days that follow one another are told from the first to the last', () => {
  const name = (day: string) => day
  expect(daysShort(['mon', 'tue', 'wed', 'thu', 'fri'], name)).toBe('mon–fri')
  expect(daysShort(['sat', 'sun'], name)).toBe('sat, sun')
  expect(daysShort(['wed', 'mon', 'fri'], name)).toBe('mon, wed, fri')
})
