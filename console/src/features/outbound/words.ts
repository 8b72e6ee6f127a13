import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'
import { EVENTS } from '@/ui/words/events'
import type { Sending, Target } from './useTargets'

type Words = ReturnType<typeof msg>
type Attempt = Shapes['OutboundAttempt']

/** What a target was told of: every target is told of erasures. */
export const SENT: Record<Sending['event'], Words> = { ...EVENTS, 'contact.erased': msg`A person was erased` }

export const STATUSES: Record<Sending['status'], Words> = {
  pending: msg`On its way`,
  delivered: msg`Delivered`,
  failed: msg`Failed`,
}

/** Why a target was switched off by itself. */
export const TROUBLES: Record<NonNullable<Target['trouble']>, Words> = {
  unreachable: msg`It was switched off automatically: for a whole day it did not confirm receipt.`,
  gone: msg`It was switched off automatically: it answered that it no longer exists (410).`,
}

const ERRORS: Record<NonNullable<Attempt['error']>, Words> = {
  address_refused: msg`the address leads into a private network`,
  name_unknown: msg`the host's name is unknown`,
  not_connected: msg`no connection`,
  tls_failed: msg`its certificate is not valid`,
  timed_out: msg`no answer within ten seconds`,
  no_answer: msg`no answer`,
  target_resting: msg`not sent: it went on failing slowly for a day`,
  target_disabled: msg`not sent: the webhook was off`,
  target_deleted: msg`not sent: the webhook was deleted`,
  lead_gone: msg`not sent: the lead is gone`,
}

/** What came of a try: the HTTP status, or why there was none. */
export function answered(attempt: Attempt): Words | string {
  if (attempt.error) return ERRORS[attempt.error]
  return attempt.status === undefined ? ERRORS.no_answer : `HTTP ${attempt.status}`
}

/** Whether it makes sense to send it again: it has failed, or it was delivered and got lost there. */
export function canResend(sending: Sending, target: Target): boolean {
  return sending.status !== 'pending' && target.status === 'active'
}
