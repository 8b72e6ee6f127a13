import { i18n } from '@lingui/core'
import { afterEach, describe, expect, test } from 'vitest'
import { Refused, type Shapes } from '@/api/client'
import { evened, shared, withAgents, withoutAgent } from '@/features/routes/editor/shares'
import { blank, draftOf, valuesOf, prefilled, type RouteValues } from '@/features/routes/editor/routeForm'
import { wholeOrder } from '@/features/routes/list/reorder'
import { PARTS, problemsOf } from '@/features/routes/editor/validation'
import { sentence } from '@/features/routes/words/sentence'
import { durationText, unitOf } from '@/features/routes/words/durations'
import { fieldErrors } from '@/ui/forms/serverErrors'
import { attributesOf } from '@/features/routes/try/TryForm'
import { messages as spanish } from '@/words/rest/es.po'
import { aRoute } from '../make/route'

type Route = Shapes['Route']
const WEEKDAYS: Shapes['Window'] = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }
const NAMES: Record<string, string> = { a: 'Ana', b: 'Bea', c: 'Carlos', z: 'Zillow', p: 'Portal' }
const names = { member: (id: string) => NAMES[id] ?? '?', source: (id: string) => NAMES[id] ?? '?' }
const seats = (...ids: string[]) => ids.map((agent_id) => ({ agent_id, weight: 0 }))
const written = (changes: Partial<RouteValues>): RouteValues => ({
  ...blank(),
  title: 'Day',
  seats: seats('a', 'b', 'c'),
  ...changes,
})
const route = (changes: Partial<Route>) => aRoute({ route_id: 'r', title: 'Main', ...changes })
const NOBODY = { above: [], below: [] }
const stops = (form: RouteValues) => problemsOf(form, NOBODY).filter((one) => one.stops)

afterEach(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('the sentence', () => {
  const said = (changes: Partial<RouteValues>) => sentence(written(changes), names, i18n)

  test('says who gets which leads, when, and for how long', () => {
    expect(said({ sources: ['z'], windows: [WEEKDAYS] })).toBe(
      'Leads from Zillow, Monday to Friday 9:00–18:00, go in turns to Ana, Bea, and Carlos, who have 10 min each to claim; ' +
        'if nobody does, they go to the pool.',
    )
  })

  test('says it in Spanish', () => {
    i18n.loadAndActivate({ locale: 'es', messages: spanish })
    expect(said({ sources: ['z'], windows: [WEEKDAYS] })).toBe(
      'Los prospectos de Zillow, de lunes a viernes de 9:00 a 18:00, van por turnos a Ana, Bea y Carlos, que tienen 10 min ' +
        'cada uno para reclamar; si nadie lo hace, van al grupo de prospectos sin asignar.',
    )
  })

  test('tells percentages, working hours and where the lead goes then', () => {
    const form = {
      rule: 'fair_share',
      seats: [
        { agent_id: 'a', weight: 60 },
        { agent_id: 'b', weight: 40 },
      ],
    } as const
    expect(said({ ...form, seats: [...form.seats], clock: 'working', nobody: 'member', member: 'c' })).toBe(
      'Leads of every source, at any time, are dealt out in these exact parts to Ana (60%) and Bea (40%), ' +
        'who have 10 min of working hours each to claim; if nobody does, they go to Carlos.',
    )
  })

  test('speaks of no claim where the rule assigns', () => {
    expect(said({ rule: 'assign_to_agent', seats: seats('a') })).toBe(
      'Leads of every source, at any time, are assigned to Ana at once, without claiming, while they are available.',
    )
  })

  test('tells dates, conditions and what is asked of whoever gets the lead', () => {
    const told = said({
      special: true,
      dates: { from: { day: '2026-12-24', time: '15:00' }, to: { day: '2027-01-06', time: '' }, yearly: true },
      conditions: [{ field: 'place', op: 'eq', values: ['Centro'] }],
      response: { within: 3600, actions: ['call', 'text'], clock: 'always' },
    })
    expect(told).toContain(
      'Leads of every source that meet one condition, every year from Dec 24 15:00 to Jan 6, go in turns',
    )
    expect(told).toContain('Whoever gets one has 1 h to call or send a text, or the lead moves on.')
  })

  test('says that nobody is chosen yet', () => {
    expect(said({ seats: [] })).toBe('Leads of every source, at any time, go to nobody yet.')
  })
})

describe('what is wrong with it', () => {
  test('a whole route has no problem', () => expect(problemsOf(written({}), NOBODY)).toEqual([]))

  test.each<[string, Partial<RouteValues>, string]>([
    ['no name', { title: '  ' }, 'title'],
    ['nobody chosen', { seats: [] }, 'agents'],
    ['two where it assigns', { rule: 'assign_to_agent' }, 'agents'],
    ['no source chosen', { sources: [] }, 'sources'],
    ['a window without days', { windows: [{ ...WEEKDAYS, days: [] }] }, 'windows'],
    ['a window without length', { windows: [{ ...WEEKDAYS, to: '09:00' }] }, 'windows'],
    ['three seconds to claim', { claim: 3 }, 'claim_seconds'],
    ['31 days to respond', { response: { within: 31 * 86_400, actions: ['call'], clock: 'always' } }, 'response'],
    ['special without dates', { special: true }, 'activation'],
    ['nobody named for nobody', { nobody: 'member' }, 'when_nobody'],
    ['text compared as a number', { conditions: [{ field: 'price_min', op: 'gte', values: ['a lot'] }] }, 'conditions'],
  ])('%s', (_, changes, part) => {
    expect(stops(written(changes)).map((one) => one.part)).toEqual([part])
  })

  test('percentages are whole, and 100 together', () => {
    const shares = (...weights: number[]) =>
      stops(written({ rule: 'weighted_random', seats: weights.map((weight, at) => ({ agent_id: `${at}`, weight })) }))
    expect(shares(50, 30, 20)).toEqual([])
    expect(shares(50, 30)).toHaveLength(1)
    expect(shares(100, 0)).toHaveLength(1)
  })

  test('sharing equally comes to 100 whatever the number', () => {
    for (const count of [1, 3, 7, 30]) {
      const weights = evened(Array.from({ length: count }, (_, at) => ({ agent_id: `${at}`, weight: 0 }))).map(
        (one) => one.weight,
      )
      expect(weights.reduce((sum, one) => sum + one, 0)).toBe(100)
      expect(Math.max(...weights) - Math.min(...weights)).toBeLessThanOrEqual(1)
    }
  })

  const weighing = (...weights: number[]) => weights.map((weight, at) => ({ agent_id: `${at}`, weight }))
  const weightsOf = (some: { weight: number }[]) => some.map((one) => one.weight)

  test('equal shares stay equal and 100 when agents come and go', () => {
    const three = withAgents(weighing(50, 50), ['c'])
    expect(weightsOf(three)).toEqual([34, 33, 33])
    expect(weightsOf(withAgents([], ['a', 'b', 'c']))).toEqual([34, 33, 33])
    expect(weightsOf(withoutAgent(three, '0'))).toEqual([50, 50])
    expect(withoutAgent(weighing(100), '0')).toEqual([])
  })

  test('shares of one’s own keep their proportions and stay 100', () => {
    expect(weightsOf(withAgents(weighing(60, 40), ['c']))).toEqual([40, 27, 33])
    expect(weightsOf(withoutAgent(weighing(60, 30, 10), '0'))).toEqual([75, 25])
    for (const before of [weighing(98, 1, 1), weighing(70, 20, 10), weighing(50, 30), weighing(5, 0, 95)])
      for (const after of [withAgents(before, ['x', 'y']), withoutAgent(before, '0')]) {
        expect(weightsOf(after).reduce((sum, one) => sum + one, 0)).toBe(100)
        expect(Math.min(...weightsOf(after))).toBeGreaterThanOrEqual(1)
      }
  })

  test('a rule that becomes weighted begins with shares that can be saved', () => {
    expect(weightsOf(shared(weighing(0, 0, 0)))).toEqual([34, 33, 33])
    expect(weightsOf(shared(weighing(70, 30)))).toEqual([70, 30])
    expect(weightsOf(shared(weighing(70, 30, 0)))).toEqual([34, 33, 33])
  })

  test('a route above that is always open takes all', () => {
    const parts = (above: Route[], changes: Partial<RouteValues> = {}) =>
      problemsOf(written({ windows: [WEEKDAYS], sources: ['z'], ...changes }), { above, below: [] }).map(
        (one) => one.part,
      )
    expect(parts([route({})])).toEqual(['sources'])
    expect(parts([route({ sources: ['z', 'p'] })])).toEqual(['sources'])
    expect(parts([route({ sources: ['p'] })])).toEqual([])
    expect(parts([route({ windows: [WEEKDAYS] })])).toEqual([])
    expect(parts([route({ status: 'paused' })])).toEqual([])
    expect(parts([route({ when_nobody: 'next_route' })])).toEqual([])
    expect(parts([route({})], { rule: 'assign_to_agent', seats: seats('a') })).toEqual([])
  })

  test('one that is always open takes all from those below', () => {
    const found = (form: RouteValues) => problemsOf(form, { above: [], below: [route({ sources: ['z'] })] })
    expect(found(written({}))).toMatchObject([{ part: 'windows', stops: false }])
    expect(found(written({ windows: [WEEKDAYS] }))).toEqual([])
  })
})

describe('a new route begun by an address', () => {
  test('takes source, day and hours', () => {
    const form = prefilled({ source: 'z', day: 'sat', from: '22:00', to: '00:00' })
    expect(form.sources).toEqual(['z'])
    expect(form.windows).toEqual([{ days: ['sat'], from: '22:00', to: '24:00' }])
  })

  test('leaves out what makes no sense', () => {
    expect(prefilled({})).toEqual(blank())
    expect(prefilled({ day: 'someday', from: '99:00' })).toEqual(blank())
    expect(prefilled({ day: 'mon' }).windows).toEqual([{ days: ['mon'], from: '00:00', to: '24:00' }])
    expect(prefilled({ day: 'mon', from: '09:30' }).windows).toEqual([{ days: ['mon'], from: '09:30', to: '10:30' }])
  })
})

test('a route comes out of the form as it went in', () => {
  const whole = route({
    rule: 'weighted_random',
    sources: ['z'],
    windows: [WEEKDAYS],
    agents: [
      { agent_id: 'a', weight: 70 },
      { agent_id: 'b', weight: 30 },
    ],
    conditions: [
      { field: 'price_min', op: 'gte', value: 300000 },
      { field: 'postcode', op: 'in', value: ['28013', '08001'] },
      { field: 'intent', op: 'exists', value: false },
    ],
    when_nobody: { agent_id: 'c' },
    response: { within_seconds: 900, actions: ['call'], clock: 'working' },
    activation: {
      from: '2026-12-24T15:00',
      to: '2027-01-06',
      yearly: true,
      holidays: { country: 'ES', region: 'MD', names: 'all', observed: true },
      dates: ['2026-12-31'],
    },
  })
  const shownOnly = ['route_id', 'position', 'status', 'version', 'may']
  const sent = Object.fromEntries(Object.entries(whole).filter(([name]) => !shownOnly.includes(name)))
  expect(draftOf(valuesOf(whole))).toEqual(sent)
})

test('weights are sent only where the rule has them', () => {
  expect(draftOf(written({ seats: [{ agent_id: 'a', weight: 40 }] })).agents).toEqual([{ agent_id: 'a' }])
})

test('lengths of time are said in words', () => {
  expect([600, 5400, 45, 86_400, 172_800].map(durationText)).toEqual([
    '10 min',
    '1 h 30 min',
    '45 sec',
    '1 day',
    '2 days',
  ])
  expect([600, 5400, 45, 86_400].map(unitOf)).toEqual(['minute', 'minute', 'second', 'day'])
})

test('a refusal is shown at the part it speaks of', () => {
  const refused = new Refused('invalid', 422, [
    { loc: ['body', 'agents', 0, 'weight'], reason: 'too_big', msg: 'Too much.', params: { most: 100 } },
    { loc: ['body', 'activation', 'to'], reason: 'activation_past', msg: 'This is past.' },
  ])
  expect(fieldErrors(refused, PARTS, i18n)).toEqual({
    errors: { agents: 'At most 100.', activation: 'This is in the past.' },
    rest: null,
  })
  expect(fieldErrors(new Refused('busy', 503), PARTS, i18n)).toMatchObject({
    errors: {},
    rest: { code: 'busy' },
  })
})

test('what is known of a lead that is tried: prices are numbers, postcodes are not', () => {
  const pairs = [
    { field: 'price_min', value: '300000' },
    { field: 'postcode', value: '08001' },
    { field: '', value: 'x' },
  ]
  expect(attributesOf(pairs)).toEqual({ price_min: 300000, postcode: '08001' })
})

test('a route moved among those shown passes only whom it is moved over', () => {
  // x is paused, so it is not shown among the active ones.
  const moved = (after: string[]) => wholeOrder(['a', 'x', 'b', 'c'], ['a', 'b', 'c'], after).join('')
  expect(moved(['b', 'a', 'c'])).toBe('xbac')
  expect(moved(['c', 'a', 'b'])).toBe('caxb')
  expect(moved(['a', 'c', 'b'])).toBe('axcb')
  expect(moved(['a', 'b', 'c'])).toBe('axbc')
})
