import { readFileSync } from 'node:fs'
import { setupI18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { Refused, type Shapes } from '@/api/client'
import { mistakeWords } from '@/ui/words/mistakes'
import { words } from '@/ui/words/refusals'
import { messages as spanish } from '@/words/rest/es.po'

type Mistake = Shapes['FieldError']
const en = setupI18n({ locale: 'en', messages: { en: {} } })
const es = setupI18n({ locale: 'es', messages: { es: spanish } })
const API = readFileSync('../docs/api.md', 'utf8')
const TABLE = API.slice(API.indexOf('### Why a field is wrong'), API.indexOf('`OPTIONS` on a path'))
/** Every reason, with the params that the API tells with it, as documented. */
const REASONS = [...TABLE.matchAll(/^\| `(\w+)` \|[^|]*\|([^|]*)\|$/gm)].map(([, reason, params]) => ({
  reason: reason as Mistake['reason'],
  params: [...(params ?? '').matchAll(/`(\w+)`/g)].map(([, one]) => one as string),
}))
const mistake = (reason: Mistake['reason'], params: Mistake['params'] = {}): Mistake => ({
  loc: ['body', 'agents'],
  reason,
  msg: 'MSG',
  params,
})

test.each(REASONS)(
  '$reason is said in both languages, with what the API tells and nothing else',
  ({ reason, params }) => {
    const told = mistake(reason, Object.fromEntries(params.map((one, at) => [one, 41 + at])))
    const [inEnglish, inSpanish] = [mistakeWords(told, en), mistakeWords(told, es)]
    expect(inSpanish).not.toBe(inEnglish)
    for (const said of [inEnglish, inSpanish]) expect(said).not.toMatch(/MSG|[{}]|undefined|NaN| [.,]|  /)
  },
)

test('there are reasons to say', () => expect(REASONS.length).toBeGreaterThan(80))

test('numbers are filled in', () => {
  expect(mistakeWords(mistake('too_long', { most: 1 }), es)).toBe('Esto es demasiado largo: como máximo 1 carácter.')
  expect(mistakeWords(mistake('too_long', { most: 30 }), es)).toBe(
    'Esto es demasiado largo: como máximo 30 caracteres.',
  )
  expect(mistakeWords(mistake('weights_not_100', { total: 90 }), en)).toBe('The percentages add up to 90, not to 100.')
})

test('years are no amounts: they have no thousands', () => {
  expect(mistakeWords(mistake('date_out_of_years', { first: 2000, last: 2100 }), es)).toContain('de 2000 a 2100')
})

test('what only a later release tells is said as `malformed` is', () => {
  expect(mistakeWords(mistake('of_tomorrow' as Mistake['reason']), es)).toBe('El formato no es correcto.')
})

test('a refusal says what is wrong with each field, by the name that forms have for it, and the same only once', () => {
  const refused = new Refused('invalid', 422, [
    { loc: ['body', 'title'], reason: 'missing', msg: 'Field required' },
    { ...mistake('malformed'), loc: ['body', 'agents', 0, 'agent_id'] },
    { ...mistake('malformed'), loc: ['body', 'agents', 1, 'agent_id'] },
  ])
  expect(words(refused, es)).toBe('Nombre: Es obligatorio. El formato no es correcto.')
})
