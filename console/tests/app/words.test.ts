import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (locale: string) =>
  ['', 'rest/'].map((part) => readFileSync(`src/words/${part}${locale}.po`, 'utf8')).join('\n')
const catalogue = (locale: string) =>
  [...read(locale).matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id, said]) => ({
    id: id as string,
    said: said as string,
  }))
// What stands in braces after a plural's case is a sentence, not a slot.
const SLOT = /(?<!(?:=\d+|one|other) ){\w+}/g
const slots = (text: string) => [...text.matchAll(SLOT)].map(([slot]) => slot).sort()

test('everything is said in Spanish', () => {
  expect(catalogue('es').filter((one) => one.said === '')).toEqual([])
})

test('what a sentence fills in is filled in in Spanish too', () => {
  expect(catalogue('es').filter((one) => slots(one.id).join() !== slots(one.said).join())).toEqual([])
})

test('words that the glossary forbids are nowhere', () => {
  const forbidden = /\b(plomo|líder de venta|piscina|oferta|propietario|reclamo|elegible)\b/i
  expect(catalogue('es').filter((one) => forbidden.test(one.said))).toEqual([])
})
