import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import type { Shapes } from '@/api/client'
import { canResend, answered } from '@/features/outbound/words'
import { absolute } from '@/lib/absolute'
import { isGoogles } from '@/features/sources/source/Confirmation'
import { KINDS, STEPS } from '@/features/sources/kinds'
import { kindOf, WAYS } from '@/features/sources/ways'
import { arrivedOf } from '@/features/sources/source/arrived'
import { OUTCOMES, troubles } from '@/features/sources/source/outcomes'
import { sampleOf } from '@/features/sources/source/samples'
import type { Sending, Target } from '@/features/outbound/useTargets'

const at = '2026-11-22T15:04:05Z'
const said = (words: { message?: string } | string) => (typeof words === 'string' ? words : words.message)

test('the address of a webhook works from anywhere, wherever the API answers', () => {
  const path = '/webhooks/source_1'
  expect(absolute(path, '/api', 'https://relevo.example.com')).toBe('https://relevo.example.com/api/webhooks/source_1')
  expect(absolute(path, 'https://api.example.com', 'https://relevo.example.com')).toBe(
    'https://api.example.com/webhooks/source_1',
  )
  expect(absolute(path, 'https://api.example.com/v1/', 'https://relevo.example.com')).toBe(
    'https://api.example.com/v1/webhooks/source_1',
  )
  expect(absolute('https://hooks.example.com/1', '/api', 'https://relevo.example.com')).toBe(
    'https://hooks.example.com/1',
  )
})

test('every kind of source is told how to be connected', () => {
  expect(KINDS.filter((kind) => STEPS[kind].length === 0)).toEqual([])
})

test('every kind of source can be chosen, the ways for programmers last', () => {
  expect(new Set(WAYS.map((way) => way.kind))).toEqual(new Set(KINDS))
  expect(WAYS.slice(-2).map((way) => way.id)).toEqual(['api_key', 'standard'])
  expect(kindOf('automation')).toBe('form')
})

const known = { at, delivery_id: 'd', id_reused: false, nobody_found: false }

test('why a delivery went wrong is told: its mistakes, else the reason in words, else as it is', () => {
  expect(troubles({ ...known, outcome: 'accepted' }, i18n)).toEqual([])
  expect(troubles({ ...known, outcome: 'failed', reason: 'token_refused' }, i18n)).toEqual([
    'The provider refused the access token: renew it.',
  ])
  expect(troubles({ ...known, outcome: 'failed', reason: 'of_another_release' }, i18n)).toEqual(['of_another_release'])
  const errors: Shapes['FieldError'][] = [{ loc: ['body', 'contact'], reason: 'missing', msg: 'Field required' }]
  expect(troubles({ ...known, outcome: 'unreadable', reason: 'invalid', errors }, i18n)).toEqual([
    'body.contact: This is required.',
  ])
  expect(said(OUTCOMES.repeat)).toBe('Joined a known lead')
})

test('what came of a try is its status, or why there was none', () => {
  expect(said(answered({ at, milliseconds: 84, status: 500 }))).toBe('HTTP 500')
  expect(said(answered({ at, milliseconds: 10_000, error: 'timed_out' }))).toBe('no answer within ten seconds')
  expect(said(answered({ at, milliseconds: 3 }))).toBe('no answer')
})

test('what is on its way, or for a webhook that is off, cannot be sent again', () => {
  const sending: Sending = {
    at,
    attempts: [],
    delivery_id: 'd',
    event: 'lead.claimed',
    lead_id: 'l',
    status: 'failed',
    tries: 9,
  }
  const target: Target = {
    created_at: at,
    events: ['lead.claimed'],
    status: 'active',
    target_id: 't',
    url: 'https://a.example',
    version: 1,
  }
  expect(canResend(sending, target)).toBe(true)
  expect(canResend({ ...sending, status: 'pending' }, target)).toBe(false)
  expect(canResend(sending, { ...target, status: 'disabled' })).toBe(false)
})

test('how far a source is connected is told by what came last, until the first lead', () => {
  const one = (outcome: Shapes['Delivery']['outcome'], lead_id?: string) => ({
    ...known,
    outcome,
    ...(lead_id && { lead_id }),
  })
  expect(arrivedOf([])).toEqual({ so: 'nothing' })
  expect(arrivedOf([one('test')])).toEqual({ so: 'tested' })
  expect(arrivedOf([one('unreadable'), one('test')])).toEqual({ so: 'unreadable' })
  expect(arrivedOf([one('failed')])).toEqual({ so: 'unreadable' })
  expect(arrivedOf([one('pending'), one('unreadable')])).toEqual({ so: 'pending' })
  expect(arrivedOf([one('test'), one('accepted', 'second'), one('accepted', 'first')])).toEqual({
    so: 'lead',
    leadId: 'first',
  })
})

test('only what somebody programs has a sample, with the address in its command', () => {
  expect(KINDS.filter((kind) => sampleOf(kind, 'https://a.example'))).toEqual(['form', 'adf', 'api_key', 'standard'])
  expect(sampleOf('api_key', 'https://a.example')?.command).toContain("'https://a.example'")
})

test('a link of a mail is shown only if it leads to Google', () => {
  expect(isGoogles('https://mail-settings.google.com/mail/vf-1')).toBe(true)
  for (const link of [
    'http://mail.google.com/mail/vf-1',
    'https://google.com.evil.example/mail/vf-1',
    'https://notgoogle.com/mail/vf-1',
    'https://google.com@evil.example/mail/vf-1',
    'https://evil.example@google.com/mail/vf-1',
    'javascript:alert(1)//google.com',
    'mail.google.com',
  ])
    expect(isGoogles(link), link).toBe(false)
})

test("Gmail's question is no delivery: the first lead is still awaited", () => {
  const asked = { ...known, outcome: 'confirmation', confirmation: { code: '735416429' } } as const
  expect(arrivedOf([asked])).toEqual({ so: 'nothing' })
  expect(troubles({ ...known, outcome: 'unreadable', reason: 'virus_found' }, i18n)).toEqual([
    'There was a virus in the mail: it made no lead.',
  ])
})
