import type { Shapes } from '@/api/client'
import type { LeadShown } from '../useLead'

/** A lead's contact as it is edited, and the attributes that are edited with it. */
export interface ContactValues {
  first_name: string
  last_name: string
  emails: string[]
  phones: string[]
  intent: string | null
  place: string
  price_min: number | string
  price_max: number | string
}

const ATTRIBUTES = ['intent', 'place', 'price_min', 'price_max'] as const

export function contactOf({ contact, attributes }: Pick<LeadShown, 'contact' | 'attributes'>): ContactValues {
  const text = (name: string) => (typeof attributes[name] === 'string' ? (attributes[name] as string) : '')
  return {
    first_name: contact.first_name,
    last_name: contact.last_name,
    emails: contact.emails,
    phones: contact.phones,
    intent: text('intent') || null,
    place: text('place'),
    price_min: Number(attributes.price_min) || '',
    price_max: Number(attributes.price_max) || '',
  }
}

/** The changes as the API takes them; attributes are sent only where one of them was changed. */
export function patchOf(values: ContactValues, lead: Pick<LeadShown, 'contact' | 'attributes'>): Shapes['LeadPatch'] {
  const { first_name, last_name, emails, phones } = values
  const before = contactOf(lead)
  const changed = ATTRIBUTES.filter((name) => values[name] !== before[name])
  const attributes = Object.entries({
    ...lead.attributes,
    ...Object.fromEntries(changed.map((name) => [name, values[name]])),
  })
  return {
    contact: { first_name, last_name, emails, phones },
    ...(changed.length > 0
      ? { attributes: Object.fromEntries(attributes.filter(([, value]) => value !== null && value !== '')) }
      : {}),
  }
}
