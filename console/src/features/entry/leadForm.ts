import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'
import type { Mistakes } from '@/ui/forms/useValidatedForm'

/** A lead as it is entered; several addresses stand in one field, separated by commas. */
export interface LeadValues {
  first_name: string
  last_name: string
  emails: string
  phones: string
  message: string
  intent: string | null
  property_type: string
  place: string
  price_min: number | string
  price_max: number | string
}

export const BLANK: LeadValues = {
  first_name: '',
  last_name: '',
  emails: '',
  phones: '',
  message: '',
  intent: null,
  property_type: '',
  place: '',
  price_min: '',
  price_max: '',
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const emailsOf = ({ emails }: LeadValues) => emails.split(/[\s,;]+/).filter(Boolean)
const phonesOf = ({ phones }: LeadValues) =>
  phones
    .split(/[,;]+/)
    .map((one) => one.trim())
    .filter(Boolean)

/** Return what is wrong with a lead: nobody is in it, something is no e-mail, the prices are the wrong way round. */
export function leadMistakes(values: LeadValues): Mistakes {
  const nobody = !values.first_name.trim() && emailsOf(values).length === 0 && phonesOf(values).length === 0
  const [least, most] = [values.price_min, values.price_max]
  const backwards = typeof least === 'number' && typeof most === 'number' && least > most
  return {
    ...(nobody ? { first_name: msg`A first name, an e-mail or a phone is needed.` } : {}),
    ...(emailsOf(values).every((one) => EMAIL.test(one))
      ? {}
      : { emails: msg`One of these is not a valid e-mail address.` }),
    ...(backwards ? { price_min: msg`More than “up to”.` } : {}),
  }
}

/** The lead as the API takes it: only what was filled in. */
export function leadOf(values: LeadValues): Pick<Shapes['LeadBody'], 'contact' | 'attributes' | 'message'> {
  const attributes = {
    intent: values.intent,
    property_type: values.property_type.trim(),
    place: values.place.trim(),
    price_min: values.price_min,
    price_max: values.price_max,
  }
  return {
    contact: {
      first_name: values.first_name.trim(),
      last_name: values.last_name.trim(),
      emails: emailsOf(values),
      phones: phonesOf(values),
    },
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '' && value !== null)),
    message: values.message.trim(),
  }
}
