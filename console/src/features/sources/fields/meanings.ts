import { msg } from '@lingui/core/macro'
import type { I18n, MessageDescriptor } from '@lingui/core'
import type { Shapes } from '@/api/client'

export type Field = Shapes['Field']
export type Mapping = Record<string, string>

/** What a field may stand for, beside an attribute of the team's own. */
export const MEANINGS: Record<string, MessageDescriptor> = {
  name: msg`Whole name`,
  first_name: msg`First name`,
  last_name: msg`Last name`,
  email: msg`E-mail`,
  phone: msg`Phone`,
  message: msg`Message`,
  consent: msg`Consent`,
  'attribute:place': msg`Place`,
  'attribute:postcode': msg`Postcode`,
  'attribute:intent': msg`Intent (buy, sell, rent, let)`,
  'attribute:property_type': msg`Property type`,
  'attribute:price_min': msg`Price from`,
  'attribute:price_max': msg`Price up to`,
  'attribute:listing_id': msg`Listing's reference`,
  'attribute:listing_url': msg`Listing's address`,
  'attribute:language': msg`Language`,
  ignore: msg`Nothing: leave it out`,
}

export const ATTRIBUTE = 'attribute:'
export const MOST_LETTERS = 60 // of an attribute's name

/** Return what a meaning is called; an attribute of the team's own by its name. */
export function wordsOf(meaning: string, i18n: I18n): string {
  const known = MEANINGS[meaning]
  if (known) return i18n._(known)
  return meaning.replace(ATTRIBUTE, '').replaceAll('_', ' ')
}

/** Return what an attribute of a lead is called. */
export const attributeWords = (name: string, i18n: I18n) => wordsOf(ATTRIBUTE + name, i18n)

/** Return the name that an attribute gets: small letters, digits and `_`. */
export function attributeName(typed: string): string {
  const plain = typed.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.match(/[a-z0-9]+/g) ?? []
  return words.join('_').slice(0, MOST_LETTERS).replace(/_+$/, '')
}

/** Return a value of an attribute as a person reads it. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** Return a mapping with one field changed; without a meaning the field is recognised again. */
export function mapped(mapping: Mapping, field: string, meaning: string | undefined): Mapping {
  const others = Object.fromEntries(Object.entries(mapping).filter(([name]) => name !== field))
  return meaning === undefined ? others : { ...others, [field]: meaning }
}

export function same(one: Mapping, other: Mapping): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}
