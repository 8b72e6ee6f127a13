import { expect, test } from 'vitest'
import { legible } from '@/ui/leads/legible'

test('JSON has a line for each field, and letters in place of codes', () => {
  expect(legible('{"name":"Zo\\u00e9","age":3}')).toBe('{\n  "name": "Zoé",\n  "age": 3\n}')
  expect(legible('[{},[],{"a":[1,"b, {c"]}]')).toBe(
    '[\n  {},\n  [],\n  {\n    "a": [\n      1,\n      "b, {c"\n    ]\n  }\n]',
  )
})

test('a long id keeps all its digits', () => {
  expect(legible('{"id":12345678901234567890}')).toBe('{\n  "id": 12345678901234567890\n}')
})

test.each(['name: Zoé', '{"cut": "of', '<b>bold</b>', ''])('anything else stays as it is: %s', (text) => {
  expect(legible(text)).toBe(text)
})
