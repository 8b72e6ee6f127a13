import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { differences, type Entry, namesIn } from '@/features/audit/differences'
import { codeOf } from '@/features/audit/useValueText'

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

/** Every code that a record of the plan may hold, with its field, as the API document lists them. */
function codes(): [field: string, value: string][] {
  const { schemas } = (JSON.parse(readFileSync('../docs/openapi.json', 'utf8')) as { components: Document }).components
  const seen = new Set<string>()
  const of = (part: unknown, field: string): [string, string][] => {
    if (Array.isArray(part)) return part.flatMap((one) => of(one, field))
    if (typeof part !== 'object' || part === null) return []
    const { $ref, enum: listed, properties = {}, ...others } = part as Part
    const name = $ref?.split('/').at(-1)
    const referred = name && !seen.has(name) ? (seen.add(name), of(schemas[name], field)) : []
    const own = (listed ?? []).map((value): [string, string] => [field, value])
    const within = Object.entries(properties).flatMap(([key, one]) => of(one, key))
    return [...own, ...referred, ...within, ...Object.values(others).flatMap((one) => of(one, field))]
  }
  return KEPT.flatMap((name) => of(schemas[name], name))
}

interface Part {
  $ref?: string
  enum?: string[]
  properties?: object
}
interface Document {
  schemas: Record<string, unknown>
}

/** What the audit tells of; verbs are never stored, and days are named by the calendar. */
const KEPT = ['Route', 'Member', 'Source', 'Settings', 'OutboundWebhook', 'SignIn', 'NotificationChannels']
const UNTOLD = new Set(['may', 'days'])

test('no code is shown as it is stored', () => {
  const told = codes().filter(([field]) => !UNTOLD.has(field))
  expect(told).toContainEqual(['kind', 'adf'])
  expect(told).toContainEqual(['browser', 'chrome'])
  expect(told).toContainEqual(['events', 'lead.claimed'])
  expect(told.filter(([field, value]) => !codeOf(value, field))).toEqual([])
})
