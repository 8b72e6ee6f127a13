import { msg } from '@lingui/core/macro'
import type { I18n, MessageDescriptor } from '@lingui/core'
import type { Shapes } from '@/api/client'
import { type Failure, Refused } from '@/api/refused'

/** What is said of forms and of other screens: loaded after the first, which has none to speak of. */
type Later = typeof import('./laterRefusals') & typeof import('./mistakes')
let later: Later | undefined

/** Load the words that the first screen does not need; until then a refusal is said by its status. */
export async function loadLaterWords(): Promise<void> {
  later ??= Object.assign({}, ...(await Promise.all([import('./laterRefusals'), import('./mistakes')]))) as Later
}

/** The codes that need a text: a code that is also a reason comes with its field errors, which have their own. */
type Code = Exclude<Shapes['RefusalCode'], Shapes['FieldErrorReason']> | Exclude<Failure, 'gateway'>

/** The texts of refusals, by code. */
const WORDS: Record<Exclude<Code, keyof Later['LATER']>, MessageDescriptor> = {
  offline: msg`There is no connection: nothing was sent. Try again when you are online.`,
  unreached: msg`Could not reach Relevo. Check your connection and try again.`,
  slow: msg`Relevo did not answer in time. It may have been done all the same: check before you try again.`,
  not_found: msg`This does not exist, or you may not see it.`,
  forbidden: msg`Your role does not allow this.`,
  not_offered: msg`This lead is not offered to you.`,
  already_claimed: msg`Taken: somebody else has claimed this lead.`,
  offer_expired: msg`Too late: your time for this lead is over.`,
  limit_reached: msg`You have reached your limit of leads.`,
  lead_closed: msg`This lead is closed.`,
  lead_erased: msg`This lead was erased: nothing can be done with it any more.`,
  sample_lead: msg`This is sample data: look at it, or remove it.`,
  busy: msg`Too many changes at once: nothing was written.`,
  too_many_requests: msg`You are doing this too often: nothing was done.`,
  session_ended: msg`Your session has ended. Sign in again.`,
  mfa_required: msg`Your team requires a second factor. Set one up first.`,
  internal: msg`Something went wrong on our side. Try again.`,
}

/** What those say who stand before the API, and codes of a later release, by status. */
const BY_STATUS: Record<number, MessageDescriptor> = {
  401: WORDS.session_ended,
  403: msg`This request was blocked. Reload the page; if it happens again, tell your Rainmaker.`,
  404: WORDS.not_found,
  429: msg`Too many requests at once: nothing was done.`,
  502: msg`Relevo cannot be reached right now.`,
  503: msg`Relevo cannot be reached right now.`,
  504: WORDS.slow,
}
const OTHERWISE = {
  ours: WORDS.internal,
  broken: msg`Something went wrong in the console. Reload the page and try again.`,
}

/** The codes and statuses after which trying again in a moment is all there is to do. */
const LATER_AGAIN = new Set<string | number>(['busy', 'too_many_requests', 429, 502, 503])
const SOON = msg`Try again in a moment.`
const IN_SECONDS = msg({ message: 'Try again in {wait, plural, one {# second} other {# seconds}}.' })

/** Return the text of an error: of its field errors, else of its code, else of its status. Never raw text. */
export function words(error: unknown, i18n: I18n): string {
  if (!(error instanceof Refused)) return i18n._(OTHERWISE.broken)
  const { code, status, errors, wait } = error
  if (later && errors.length > 0) return [...new Set(errors.map((one) => later?.namedMistake(one, i18n)))].join(' ')
  const known: MessageDescriptor | undefined = { ...later?.LATER, ...WORDS }[code as Code]
  const said = i18n._(
    known ?? BY_STATUS[status] ?? later?.LATER_STATUS[status] ?? (status >= 500 ? OTHERWISE.ours : OTHERWISE.broken),
  )
  if (!LATER_AGAIN.has(known ? code : status)) return said
  const then: MessageDescriptor = wait ? { ...IN_SECONDS, values: { wait } } : SOON
  return `${said} ${i18n._(then)}`
}
