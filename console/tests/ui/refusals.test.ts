import { readFileSync } from 'node:fs'
import { setupI18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { Refused, type Shapes } from '@/api/client'
import { words } from '@/ui/words/refusals'
import { messages as first } from '@/words/es.po'
import { messages as rest } from '@/words/rest/es.po'

const en = setupI18n({ locale: 'en', messages: { en: {} } })
const es = setupI18n({ locale: 'es', messages: { es: { ...first, ...rest } } })
const { components } = JSON.parse(readFileSync('../docs/openapi.json', 'utf8'))
const CODES: Shapes['RefusalCode'][] = components.schemas.RefusalCode.enum
const REASONS: string[] = components.schemas.FieldErrorReason.enum

test.each(CODES.filter((code) => !REASONS.includes(code)))('%s is said in both languages', (code) => {
  const refused = new Refused(code, 409)
  const [inEnglish, inSpanish] = [words(refused, en), words(refused, es)]
  expect(inSpanish).not.toBe(inEnglish)
  for (const said of [inEnglish, inSpanish]) expect(said).toMatch(/^\S.+\.$/)
})

test('a code that is also a reason is said of its field', () => {
  const errors: Shapes['FieldError'][] = [{ loc: ['body', 'source_id'], reason: 'source_unknown', msg: 'MSG' }]
  expect(words(new Refused('source_unknown', 422, errors), es)).toBe('Fuente: Esta fuente ya no está.')
})
