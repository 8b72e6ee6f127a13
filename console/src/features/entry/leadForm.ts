import type { Shapes } from '@/api/client'

/** A lead as it is being filled in; several addresses stand in one field, separated by commas. */
export interface Draft {
  first: string
  last: string
  emails: string
  phones: string
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
  emails: '',
  phones: '',
  intent: null,
  type: '',
  place: '',
  least: '',
  most: '',
  message: '',
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const emailsOf = (draft: Draft) => draft.emails.split(/[\s,;]+/).filter(Boolean)
const phonesOf = (draft: Draft) =>
  draft.phones
    .split(/[,;]+/)
    .map((one) => one.trim())
    .filter(Boolean)

export type Mistake = 'nobody' | 'email' | 'range'

/** What is wrong with a draft: nobody is in it, something is no e-mail, the prices are the wrong way round. */
export function mistakesOf(draft: Draft): Mistake[] {
  const nobody = !draft.first.trim() && emailsOf(draft).length === 0 && phonesOf(draft).length === 0
  const range = draft.least !== '' && draft.most !== '' && draft.least > draft.most
  return [
    ...(nobody ? ['nobody' as const] : []),
    ...(emailsOf(draft).every((one) => EMAIL.test(one)) ? [] : ['email' as const]),
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
    contact: {
      first_name: draft.first.trim(),
      last_name: draft.last.trim(),
      emails: emailsOf(draft),
      phones: phonesOf(draft),
    },
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '' && value !== null)),
    message: draft.message.trim(),
  }
}
