import { expect, test } from 'vitest'
import { guess, mappingOf, wrongWith } from '@/features/entry/import/columns'

test.each([
  [
    ['Nombre', 'Apellidos', 'Correo electrónico', 'Teléfono'],
    ['first_name', 'last_name', 'email', 'phone'],
  ],
  [
    ['NOMBRE COMPLETO', 'Móvil', 'Presupuesto', 'Código postal'],
    ['full_name', 'phone', 'price_max', 'postcode'],
  ],
  [
    ['first_name', 'LastName', 'E-mail', 'Mobile Phone'],
    ['first_name', 'last_name', 'email', 'phone'],
  ],
  [
    ['Name', 'Email', 'Email 2', 'Phone', 'WhatsApp'],
    ['full_name', 'email', 'email', 'phone', 'phone'],
  ],
  [
    ['Name', 'Your name', 'Shoe size'],
    ['full_name', 'other', 'other'],
  ],
])('%j holds %j', (header, holds) => {
  expect(guess(header)).toEqual(holds)
})

test('the API is told of columns by their numbers, of several addresses together', () => {
  expect(mappingOf(['full_name', 'email', 'other', 'email', 'price_max'])).toEqual({
    full_name: 0,
    email: [1, 3],
    attributes: { price_max: 4 },
  })
})

test('a file must tell who somebody is, and one thing only once', () => {
  expect(wrongWith(['other', 'place'])).toBe('nobody')
  expect(wrongWith(['email', 'place', 'place'])).toBe('twice')
  expect(wrongWith(Array(11).fill('phone'))).toBe('many')
  expect(wrongWith(['email', 'phone', 'phone', 'other', 'other'])).toBeNull()
})
