import { msg } from '@lingui/core/macro'
import { i18n } from '@lingui/core'
import { duration } from '@/lib/duration'
import { amount } from '@/lib/locale'
import type { Figures } from '../useReport'

export type Kind = 'count' | 'rate' | 'time'
export type Key = keyof Figures

export interface Column {
  key: Key
  label: ReturnType<typeof msg>
  kind: Kind
}

/** The figures of the report, in their order. */
export const COLUMNS: Column[] = [
  { key: 'received', label: msg`Received`, kind: 'count' },
  { key: 'claimed', label: msg`Claimed`, kind: 'count' },
  { key: 'assigned', label: msg`Assigned`, kind: 'count' },
  { key: 'passed', label: msg`Passed`, kind: 'count' },
  { key: 'expired', label: msg`Expired`, kind: 'count' },
  { key: 'withdrawn', label: msg`Withdrawn`, kind: 'count' },
  { key: 'taken', label: msg`Taken by others`, kind: 'count' },
  { key: 'claim_rate', label: msg`Claim rate`, kind: 'rate' },
  { key: 'median_claim_seconds', label: msg`Claim, median`, kind: 'time' },
  { key: 'p90_claim_seconds', label: msg`Claim, 90 %`, kind: 'time' },
  { key: 'median_response_seconds', label: msg`First response, median`, kind: 'time' },
  { key: 'p90_response_seconds', label: msg`First response, 90 %`, kind: 'time' },
  { key: 'responded', label: msg({ message: 'Answered', context: 'how many' }), kind: 'count' },
  { key: 'appointments', label: msg`Appointments`, kind: 'count' },
  { key: 'won', label: msg({ message: 'Won', context: 'how many' }), kind: 'count' },
  { key: 'pool_claimed', label: msg`From the pool`, kind: 'count' },
  { key: 'hand_assigned', label: msg`By hand`, kind: 'count' },
]

/** A figure as it is read: a count, a percentage or a duration; a dash where there is none. */
export function shown(value: number | undefined, kind: Kind): string {
  if (value === undefined) return '—'
  if (kind === 'time') return duration(value)
  if (kind === 'count') return amount(value)
  return new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: 1 }).format(value)
}
