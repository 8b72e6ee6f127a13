import { msg } from '@lingui/core/macro'
import { type Kind, KIND_NOTES, KIND_WORDS } from './kinds'

type Words = ReturnType<typeof msg>

/** A way by which leads come in, as it is chosen for a new source. */
export interface Way {
  id: string
  kind: Kind
  label: Words
  note: Words
}

const of = (kind: Kind): Way => ({ id: kind, kind, label: KIND_WORDS[kind], note: KIND_NOTES[kind] })

/** All ways, the easiest to set up first; those for programmers come last. */
export const WAYS: Way[] = [
  of('form'),
  of('typeform'),
  {
    id: 'automation',
    kind: 'form',
    label: msg`Zapier or Make`,
    note: msg`Anything that these two can connect; the key goes along`,
  },
  of('whatsapp'),
  of('meta'),
  of('google'),
  of('realtor'),
  of('email'),
  of('adf'),
  of('manual'),
  of('api_key'),
  of('standard'),
]

/** Return the kind of source that a way makes. */
export const kindOf = (way: string): Kind => WAYS.find((one) => one.id === way)?.kind ?? 'manual'

export const EASIEST = WAYS[0]?.id ?? ''
