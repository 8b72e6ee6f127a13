import { msg } from '@lingui/core/macro'
import type { I18n, MessageDescriptor } from '@lingui/core'
import { Refused, type Shapes } from '@/api/client'
import { LATER } from './laterRefusals'
import { namedMistake } from './mistakes'

/** The codes that need a text: a code that is also a reason comes with its field errors, which have their own. */
type Code = Exclude<Shapes['RefusalCode'], Shapes['FieldErrorReason']> | 'offline'

/** The texts of refusals, by code. Those of later releases are shown in the API's English. */
const WORDS: Record<Code, MessageDescriptor> = {
  ...LATER,
  offline: msg`There is no connection: nothing was sent. Try again when you are online.`,
  not_found: msg`This is not there, or not yours to see.`,
  forbidden: msg`Your role does not allow this.`,
  not_offered: msg`This lead is not offered to you.`,
  already_claimed: msg`Taken: somebody else has claimed this lead.`,
  offer_expired: msg`Too late: your time for this lead is over.`,
  limit_reached: msg`You have reached your limit of leads.`,
  lead_closed: msg`This lead is closed.`,
  lead_erased: msg`This lead was erased: nothing can be done with it any more.`,
  busy: msg`Too many changes at once. Nothing was written; try again.`,
  session_ended: msg`Your session has ended. Sign in again.`,
  mfa_required: msg`Your team requires a second factor. Set one up first.`,
  internal: msg`Something went wrong on our side. Try again.`,
}

/** Return the text of an error: of its field errors, else of its code, else the API's own. */
export function words(error: unknown, i18n: I18n): string {
  const { code, detail, errors } = error instanceof Refused ? error : { code: 'internal', detail: '', errors: [] }
  if (errors.length > 0) return [...new Set(errors.map((one) => namedMistake(one, i18n)))].join(' ')
  const said: MessageDescriptor | undefined = WORDS[code as Code]
  return said ? i18n._(said) : detail
}
