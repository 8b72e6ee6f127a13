import type { Shapes } from '@/api/client'

/** A lead as it is being filled in. */
export interface Draft {
  first: string
  last: string
  emails: string[]
  phones: string[]
  intent: string | null
  type: string
  place: string
  least: number | ''
  most: number | ''
  message: string
}

export const BLANK: Draft = {
  first: '',
  last: '',
  emails: [],
  phones: [],
  intent: null,
  type: '',
  place: '',
  least: '',
  most: '',
  message: '',
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export type Mistake = 'nobody' | 'email' | 'range'

/** What is wrong with a draft: nobody is in it, something is no e-mail, the prices are the wrong way round. */
export function mistakesOf(draft: Draft): Mistake[] {
  const nobody = !draft.first.trim() && draft.emails.length === 0 && draft.phones.length === 0
  const range = draft.least !== '' && draft.most !== '' && draft.least > draft.most
  return [
    ...(nobody ? ['nobody' as const] : []),
    ...(draft.emails.every((one) => EMAIL.test(one)) ? [] : ['email' as const]),
    ...(range ? ['range' as const] : []),
  ]
}

/** The draft as the API is told of it: only what was filled in. */
export function leadOf(draft: Draft): Pick<Shapes['LeadBody'], 'contact' | 'attributes' | 'message'> {
  const attributes = {
    intent: draft.intent,
    property_type: draft.type.trim(),
    place: draft.place.trim(),
    price_min: draft.least,
    price_max: draft.most,
  }
  return {
    contact: { first_name: draft.first.trim(), last_name: draft.last.trim(), emails: draft.emails, phones: draft.phones },
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '' && value !== null)),
    message: draft.message.trim(),
  }
}
