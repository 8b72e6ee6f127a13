import { msg } from '@lingui/core/macro'
import type { I18n } from '@lingui/core'
import type { Shapes } from '@/api/client'
import { mistakeWords } from '@/ui/words/mistakes'

type Delivery = Shapes['Delivery']
type Words = ReturnType<typeof msg>

/** What became of a delivery. */
export const OUTCOMES: Record<Delivery['outcome'], Words> = {
  accepted: msg`New lead`,
  repeat: msg`Joined a known lead`,
  pending: msg`Details are being fetched`,
  failed: msg`Details could not be fetched`,
  test: msg`Test`,
  unreadable: msg`Could not be read`,
  confirmation: msg`Gmail asks for a confirmation`,
  to_read: msg`To read`,
  dismissed: msg`Dismissed`,
}

/** What became of a delivery, in which perhaps nobody was found. */
export const outcomeOf = (delivery: Delivery): Words =>
  delivery.nobody_found ? msg`Nobody was found: in the pool` : OUTCOMES[delivery.outcome]

/** Whether a delivery came to nothing good, so that it had better be read again. */
export const isTroubled = ({ outcome, nobody_found }: Delivery): boolean =>
  nobody_found || outcome === 'unreadable' || outcome === 'failed'

/** Whether it is about nobody. */
export const isPutAside = ({ outcome }: Delivery): boolean => outcome === 'test' || outcome === 'dismissed'

/** Whether there may be something in a delivery that another reading would find. */
export const isReadable = ({ outcome, reason }: Delivery): boolean =>
  reason !== 'virus_found' && !['test', 'pending', 'to_read', 'dismissed', 'confirmation'].includes(outcome)

/** What came of reading a delivery again. */
export const READ_AGAIN: Record<Shapes['ReadAgain']['outcome'], Words> = {
  made: msg`It is a new lead now.`,
  joined: msg`It joined a known lead.`,
  routed: msg`Its lead is corrected and goes through routing.`,
  corrected: msg`Its lead is corrected.`,
  pending: msg`Its details are being fetched again.`,
  unchanged: msg`Read again: nothing is different.`,
  unreadable: msg`Nobody can be found in it, still.`,
  objected: msg`This person objects to being contacted: nothing was changed.`,
  not_kept: msg`What was sent is not kept any more.`,
}

const REASONS: Record<string, Words> = {
  body_malformed: msg`It is neither JSON nor XML, or it is empty.`,
  body_too_large: msg`It is larger than 4 MB.`,
  token_refused: msg`The provider refused the access token: renew it.`,
  not_found: msg`The provider has no such lead, or the app may not see it.`,
  unreachable: msg`The provider could not be reached.`,
  virus_found: msg`There was a virus in the mail: it made no lead.`,
}

/** Why it went wrong, in words where there are any, else as the API says it: reason first, then each mistake. */
export function troubles({ reason, errors = [] }: Delivery, i18n: I18n): string[] {
  if (errors.length > 0) return errors.map((one) => `${one.loc.join('.')}: ${mistakeWords(one, i18n)}`)
  if (reason === undefined) return []
  const words = REASONS[reason]
  return [words ? i18n._(words) : reason]
}

/** Where a test would have gone. */
export const FORESEEN: Record<Shapes['TestResult']['outcome'], Words> = {
  offered: msg`It would be offered`,
  assigned: msg`It would be assigned`,
  pooled: msg`It would go to the pool`,
}
