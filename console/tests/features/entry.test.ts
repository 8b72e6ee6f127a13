import { expect, test } from 'vitest'
import { BLANK, leadOf, mistakesOf } from '@/features/entry/leadForm'
import { isComplete, destinationBody } from '@/features/entry/Destination'

test('somebody has to be in it: a first name, an e-mail or a phone', () => {
  expect(mistakesOf({ ...BLANK, last: 'Gil', message: 'Hello' })).toEqual(['nobody'])
  expect(mistakesOf({ ...BLANK, phones: '600 11 22 33' })).toEqual([])
})

test('an e-mail that is none, and prices the wrong way round, are told', () => {
  expect(mistakesOf({ ...BLANK, first: 'Ana', emails: 'a@b.co, a@b', least: 2, most: 1 })).toEqual(['email', 'range'])
})

test('several addresses stand in one field; spaces belong to phones', () => {
  const { contact } = leadOf({ ...BLANK, emails: 'a@b.co; c@d.co e@f.co', phones: '600 11 22 33, +34 600 1' })
  expect(contact).toMatchObject({ emails: ['a@b.co', 'c@d.co', 'e@f.co'], phones: ['600 11 22 33', '+34 600 1'] })
})

test('only what was filled in is sent', () => {
  expect(leadOf({ ...BLANK, first: ' Ana ', intent: 'buy', place: ' ', most: 300000 })).toEqual({
    contact: { first_name: 'Ana', last_name: '', emails: [], phones: [] },
    attributes: { intent: 'buy', price_max: 300000 },
    message: '',
  })
})

test('routing needs a source, a member a name, and me is told by my id', () => {
  expect(isComplete({ to: 'route', source: null, member: null })).toBe(false)
  expect(isComplete({ to: 'member', source: 's', member: null })).toBe(false)
  expect(destinationBody({ to: 'me', source: null, member: 'other' }, 'me')).toEqual({ routing: { agent_id: 'me' } })
  expect(destinationBody({ to: 'route', source: 's', member: null }, 'me')).toEqual({
    routing: 'route',
    source_id: 's',
  })
})
