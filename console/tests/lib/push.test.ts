import { describe, expect, test } from 'vitest'
import { type Abilities, browserOf, bytes, pushState } from '@/lib/push'
import { pushedFrom, saidOf, screenOfPush, tagOf } from '@/worker/pushed'
import { isScreen } from '@/worker/shell'

const ABLE: Abilities = {
  able: true,
  apple: false,
  installed: false,
  worker: true,
  permission: 'default',
  subscribed: false,
}

describe('whether this browser is pushed to', () => {
  test.each<[string, Partial<Abilities>, string]>([
    ['it could be', {}, 'off'],
    ['it is', { permission: 'granted', subscribed: true }, 'on'],
    ['it is permitted, but not subscribed', { permission: 'granted' }, 'off'],
    ['its permission was taken back', { permission: 'default', subscribed: true }, 'off'],
    ['the person has forbidden it', { permission: 'denied', subscribed: true }, 'denied'],
    ['it has no pushes', { able: false }, 'unable'],
    ['its worker does not run yet', { worker: false }, 'no-worker'],
    ['an iPhone shows no pushes in Safari, and says nothing of them', { apple: true, able: false }, 'install'],
    ['an iPhone with Relevo on its home screen', { apple: true, installed: true }, 'off'],
    ['an installed one too old for pushes', { apple: true, installed: true, able: false }, 'unable'],
  ])('%s', (_, found, state) => {
    expect(pushState({ ...ABLE, ...found })).toBe(state)
  })
})

test('a key of base64url is told in bytes', () => {
  expect([...bytes('-_8A')]).toEqual([251, 255, 0])
})

test.each([
  ['https://fcm.googleapis.com/fcm/send/abc', 'Chrome'],
  ['https://web.push.apple.com/abc', 'Safari'],
  ['https://evil-googleapis.com/abc', 'evil-googleapis.com'],
])('%s belongs to %s', (endpoint, name) => {
  expect(browserOf(endpoint)).toBe(name)
})

describe('what is pushed', () => {
  const PUSH_TEXTS = { offer: { one: 'A new lead to claim', many: '{count} new leads to claim' } }

  test.each(['', 'no json', 'null', '{"count":1}', '[]'])('%j is not of ours', (text) => {
    expect(pushedFrom(text)).toBeNull()
  })

  test('one and many are said', () => {
    expect(saidOf({ kind: 'offer', count: 1 }, PUSH_TEXTS)).toBe('A new lead to claim')
    expect(saidOf({ kind: 'offer', count: 3 }, PUSH_TEXTS)).toBe('3 new leads to claim')
  })

  test('without words there is still something said', () => {
    expect(saidOf({ kind: 'brand_new', count: 1 }, PUSH_TEXTS)).not.toBe('')
  })

  test.each([
    [{ kind: 'offer', count: 1, lead_id: 'lead_1' }, '/'],
    [{ kind: 'message', count: 1, lead_id: 'lead_1' }, '/leads/lead_1'],
    [{ kind: 'route_switched', count: 1 }, '/notifications'],
    [{ kind: 'message', count: 1, lead_id: '../x' }, '/leads/..%2Fx'],
  ])('%j leads to %s', (pushed, screen) => {
    expect(screenOfPush(pushed)).toBe(screen)
  })

  test('two of a kind about one lead take each other’s place, about two leads they do not', () => {
    const of = (lead_id: string) => tagOf({ kind: 'message', count: 1, lead_id })
    expect(of('lead_1')).toBe(of('lead_1'))
    expect(of('lead_1')).not.toBe(of('lead_2'))
  })
})

test.each([
  ['/', true],
  ['/leads/lead_1', true],
  ['/apiary', true],
  ['/api/me', false],
  ['/api', false],
  ['/cognito/', false],
  ['/claim-links/token', false],
  ['/outbox', false],
  ['/config.json', false],
  ['/licences.txt', false],
])('%s is a screen of the console: %s', (path, screen) => {
  expect(isScreen(path)).toBe(screen)
})
