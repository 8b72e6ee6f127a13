import { expect, test } from 'vitest'
import { BLANK, leadMistakes, leadOf } from '@/features/entry/leadForm'
import { destinationBody, destinationMistakes } from '@/features/entry/Destination'

const wrongOf = (values: typeof BLANK) => Object.keys(leadMistakes(values))

test('somebody has to be in it: a first name, an e-mail or a phone', () => {
  expect(wrongOf({ ...BLANK, last_name: 'Gil', message: 'Hello' })).toEqual(['first_name'])
  expect(wrongOf({ ...BLANK, phones: '600 11 22 33' })).toEqual([])
})

test('an e-mail that is none, and prices the wrong way round, are told', () => {
  expect(wrongOf({ ...BLANK, first_name: 'Ana', emails: 'a@b.co, a@b', price_min: 2, price_max: 1 })).toEqual([
    'emails',
    'price_min',
  ])
})

test('several addresses stand in one field; spaces belong to phones', () => {
  const { contact } = leadOf({ ...BLANK, emails: 'a@b.co; c@d.co e@f.co', phones: '600 11 22 33, +34 600 1' })
  expect(contact).toMatchObject({ emails: ['a@b.co', 'c@d.co', 'e@f.co'], phones: ['600 11 22 33', '+34 600 1'] })
})

test('only what was filled in is sent', () => {
  expect(leadOf({ ...BLANK, first_name: ' Ana ', intent: 'buy', place: ' ', price_max: 300000 })).toEqual({
    contact: { first_name: 'Ana', last_name: '', emails: [], phones: [] },
    attributes: { intent: 'buy', price_max: 300000 },
    message: '',
  })
})

test('routing needs a source, a member a name, and me is told by my id', () => {
  expect(Object.keys(destinationMistakes({ to: 'route', source_id: null, member: null }))).toEqual(['source_id'])
  expect(Object.keys(destinationMistakes({ to: 'member', source_id: 's', member: null }))).toEqual(['member'])
  expect(destinationMistakes({ to: 'pool', source_id: null, member: null })).toEqual({})
  expect(destinationBody({ to: 'me', source_id: null, member: 'other' }, 'me')).toEqual({ routing: { agent_id: 'me' } })
  expect(destinationBody({ to: 'route', source_id: 's', member: null }, 'me')).toEqual({
    routing: 'route',
    source_id: 's',
  })
})
