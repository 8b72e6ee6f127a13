import { expect, test } from 'vitest'
import { type Chosen, kindsFor, toggled } from '@/features/me/channelChoices'
import { hasBegun, pauseStatus } from '@/features/me/pauseStatus'

const NOW = Date.UTC(2026, 10, 27, 12)
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString()
const CHOSEN: Chosen = { email: ['offer', 'mention'], push: ['offer', 'target_disabled'] }
const receiving = { now: true, reasons: [], limits: [] }

test('turning a choice sends whole lists: of this way what was chosen with it turned, of the other way all as it was', () => {
  expect(toggled(CHOSEN, 'email', 'message')).toEqual({ email: ['offer', 'message', 'mention'], push: CHOSEN.push })
  expect(toggled(CHOSEN, 'email', 'offer')).toEqual({ email: ['mention'], push: CHOSEN.push })
})

test('what is not shown to a role stays chosen when something else is turned', () => {
  expect(kindsFor('agent').team).toEqual([])
  expect(toggled(CHOSEN, 'push', 'offer').push).toEqual(['target_disabled'])
})

test('each role chooses among what it is told of', () => {
  expect(kindsFor('manager').team).toContain('pooled')
  expect(kindsFor('manager').team).not.toContain('target_disabled')
  expect(kindsFor('rainmaker').team).toContain('target_disabled')
  expect(kindsFor('rainmaker').team).not.toContain('sensitive_act')
  expect(kindsFor('agent').own).toContain('offer')
})

test('a pause that is still to come does not pause now, and is told of', () => {
  const planned = { at: at(-1), from: at(24), until: at(48) }
  expect(pauseStatus({ pauses: [planned], receiving }, NOW)).toEqual({ paused: false, planned })
  expect(hasBegun(planned, NOW)).toBe(false)
  expect(hasBegun(planned, NOW + 25 * 3_600_000)).toBe(true)
})

test('paused is who paused everywhere, or missed too many; not who is left out of one route', () => {
  expect(pauseStatus({ pauses: [{ at: at(-1) }], receiving }, NOW).paused).toBe(true)
  expect(pauseStatus({ pauses: [{ at: at(-1), route_id: 'route_1' }], receiving }, NOW).paused).toBe(false)
  expect(pauseStatus({ pauses: [], receiving: { ...receiving, now: false, reasons: ['missed'] } }, NOW).paused).toBe(
    true,
  )
})
