import { expect, test } from 'vitest'
import { changedFields, countries, type Settings, zones } from '@/features/settings/changes'

const KEPT: Settings = {
  team_name: 'Team',
  time_zone: 'Europe/Madrid',
  country: 'ES',
  language: 'es',
  working_hours: [{ days: ['mon'], from: '09:00', to: '18:00' }],
  hold_hours: 0,
  close_quiet_after_days: 0,
  holidays: {},
  quiet_hours: { from: '21:00', to: '08:00' },
  setup_hidden: false,
  accent_color: '',
  repeat_leads: 'same_owner',
  agents_see: 'own',
  agents_see_pool: true,
  close_reasons: [],
  hide_contact_until_claimed: true,
  attention_after_seconds: 86_400,
  warn_after_seconds: 3600,
  waiting_clock: 'always',
  claim_target_seconds: 300,
  managers_export: true,
  retention: { leads_months: 24, deliveries_days: 90, imports_days: 90, keep_won_years: 10 },
  version: 3,
}

test('only what differs from what is kept is sent', () => {
  expect(changedFields(KEPT, { hold_hours: 12, team_name: 'Team', agents_see_pool: false })).toEqual({
    hold_hours: 12,
    agents_see_pool: false,
  })
})

test('hours that were changed and changed back are no change', () => {
  expect(changedFields(KEPT, { working_hours: [{ days: ['mon'], from: '09:00', to: '18:00' }] })).toEqual({})
})

test('countries are those there are, by name', () => {
  const found = countries('en')
  expect(found.find((one) => one.value === 'MX')?.label).toBe('Mexico')
  expect(found.some((one) => ['EU', 'ZZ', 'DD', 'AA'].includes(one.value))).toBe(false)
})

test('the kept time zone can be chosen although the browser does not list it', () => {
  expect(zones('Etc/Somewhere')[0]).toBe('Etc/Somewhere')
})
