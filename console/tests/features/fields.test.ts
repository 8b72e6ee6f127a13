import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { attributeName, mapped, same, valueText, wordsOf } from '@/features/sources/fields/meanings'

test('an attribute is named as the API takes names', () => {
  expect(attributeName(' Extensión del teléfono ')).toBe('extension_del_telefono')
  expect(attributeName('¿?')).toBe('')
  expect(attributeName(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59))
})

test('a field is mapped anew, or recognised again', () => {
  expect(mapped({ tel: 'phone' }, 'nota', 'ignore')).toEqual({ tel: 'phone', nota: 'ignore' })
  expect(mapped({ tel: 'phone' }, 'tel', undefined)).toEqual({})
  expect(same({ a: 'phone', b: 'email' }, { b: 'email', a: 'phone' })).toBe(true)
  expect(same({ a: 'phone' }, { a: 'email' })).toBe(false)
})

test('what a field stands for is said in words, also what a later release knows', () => {
  expect(wordsOf('phone', i18n)).toBeTruthy()
  expect(wordsOf('attribute:office_hours', i18n)).toBe('office hours')
  expect(wordsOf('fax', i18n)).toBe('fax')
})

test('a value of any shape is text', () => {
  expect(valueText(['a', 7, true])).toBe('a, 7, true')
  expect(valueText({ a: [1] })).toBe('{"a":[1]}')
})
