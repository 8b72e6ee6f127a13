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

const REASONS: Record<string, Words> = {
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
