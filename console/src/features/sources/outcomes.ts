import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

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
}

const REASONS: Record<string, Words> = {
  token_refused: msg`The provider refused the access token: renew it.`,
  not_found: msg`The provider has no such lead, or the app may not see it.`,
  unreachable: msg`The provider could not be reached.`,
}

/** Why it went wrong, in words where there are any, else as the API says it: reason first, then each mistake. */
export function troubles(delivery: Delivery): (Words | string)[] {
  const reason = delivery.reason === undefined ? [] : [REASONS[delivery.reason] ?? delivery.reason]
  const mistakes = delivery.errors ?? []
  return mistakes.length > 0 ? mistakes.map((one) => `${one.loc.join('.')}: ${one.msg}`) : reason
}

/** Where a test would have gone. */
export const FORESEEN: Record<Shapes['Foreseen']['outcome'], Words> = {
  offered: msg`It would be offered`,
  assigned: msg`It would be assigned`,
  pooled: msg`It would go to the pool`,
}
