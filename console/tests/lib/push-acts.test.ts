import { afterEach, describe, expect, test, vi } from 'vitest'
import { actionsOf, askToAct, outcomeOf, screenOfOutcome, wordsOf } from '@/worker/acts'

const OFFER = { kind: 'offer', count: 1, lead_id: 'lead_1', claim: 'TOKEN' }

describe('the buttons of a push', () => {
  test('an offer that may be acted on has Claim and Pass, in the device’s words', () => {
    const texts = { act_claim: { one: 'Claim', many: 'Claim' } }
    expect(actionsOf(OFFER, texts)).toEqual([
      { action: 'claim', title: 'Claim' },
      { action: 'pass', title: 'Pasar · Pass' },
    ])
  })

  test('nothing else has any', () => {
    expect(actionsOf({ kind: 'offer', count: 1 }, {})).toEqual([])
    expect(actionsOf({ ...OFFER, kind: 'message' }, {})).toEqual([])
  })

  test.each([
    ['claim', { ok: true }, 'claimed'],
    ['pass', { ok: true }, 'passed'],
    ['claim', { ok: false, code: 'already_claimed' }, 'taken'],
    ['pass', { ok: false, code: 'already_claimed' }, 'too_late'],
    ['claim', { ok: false, code: 'offer_expired' }, 'too_late'],
    ['claim', { ok: false, code: 'lead_closed' }, 'too_late'],
    ['claim', { ok: false, code: 'limit_reached' }, 'limit'],
    ['claim', { ok: false, code: 'busy' }, 'unreached'],
    ['claim', { ok: false }, 'unreached'],
    ['claim', null, 'unreached'],
  ] as const)('%s answered %j is %s', (act, answer, outcome) => {
    expect(outcomeOf(act, answer)).toBe(outcome)
    expect(wordsOf(outcome, {})).not.toBe('')
  })

  test('a claimed lead is opened, everything else leads to the offers', () => {
    expect(screenOfOutcome('claimed', 'lead_1')).toBe('/leads/lead_1')
    expect(screenOfOutcome('taken', 'lead_1')).toBe('/')
  })
})

describe('asking to act', () => {
  afterEach(() => vi.unstubAllGlobals())
  const answering = (...answers: (Response | Error)[]) => {
    const fetched = vi.fn(() => {
      const next = answers.shift()
      return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new TypeError('no answer'))
    })
    vi.stubGlobal('fetch', fetched)
    return fetched
  }
  const config = () => Response.json({ api: 'https://api.example.com' })

  test('the token goes to the API, by POST', async () => {
    const fetched = answering(config(), new Response(null, { status: 204 }))
    expect(await askToAct('pass', 'TOKEN')).toEqual({ ok: true })
    expect(fetched).toHaveBeenLastCalledWith(
      'https://api.example.com/claim-links/TOKEN/pass',
      expect.objectContaining({ method: 'POST' }),
    )
  })

  test('a refusal is told by its code', async () => {
    answering(config(), Response.json({ code: 'offer_expired' }, { status: 410 }))
    expect(await askToAct('claim', 'TOKEN')).toEqual({ ok: false, code: 'offer_expired' })
  })

  test.each([
    ['the API', [config(), new TypeError('offline')]],
    ['the configuration', [new TypeError('offline')]],
    ['words of the API', [config(), new Response('<html>', { status: 502 })]],
  ])('without %s there is no answer', async (_, answers) => {
    answering(...answers)
    expect(await askToAct('claim', 'TOKEN')).toBeNull()
  })
})
