import { msg } from '@lingui/core/macro'
import { i18n } from '@lingui/core'
import { duration } from '@/lib/duration'
import { percent } from '@/lib/formats'
import { amount, money } from '@/lib/locale'
import type { Figures } from '../useReport'

export type Kind = 'count' | 'rate' | 'time'
export type Key = keyof Figures
type SumKey = 'won_value' | 'won_value_taken_over'

export type Column = { label: ReturnType<typeof msg>; group: Group } & (
  { key: Exclude<Key, SumKey>; kind: Kind } | { key: SumKey; kind: 'money' }
)

/** What figures are about; the table's columns are chosen by it. */
export type Group = 'leads' | 'claims' | 'answers' | 'results' | 'steps' | 'others'

export const GROUPS: Record<Group, ReturnType<typeof msg>> = {
  leads: msg`Leads and offers`,
  claims: msg`Speed to lead`,
  answers: msg`First responses`,
  results: msg`Results`,
  steps: msg`Steps of the way`,
  others: msg`Beside routing`,
}

/** The figures of the report, in their order. */
export const COLUMNS: Column[] = [
  { key: 'received', label: msg`Received`, kind: 'count', group: 'leads' },
  { key: 'claimed', label: msg`Claimed`, kind: 'count', group: 'leads' },
  { key: 'assigned', label: msg`Assigned`, kind: 'count', group: 'leads' },
  { key: 'passed', label: msg`Passed`, kind: 'count', group: 'leads' },
  { key: 'expired', label: msg`Expired`, kind: 'count', group: 'leads' },
  { key: 'withdrawn', label: msg`Withdrawn`, kind: 'count', group: 'leads' },
  { key: 'taken', label: msg`Taken by others`, kind: 'count', group: 'leads' },
  { key: 'claim_rate', label: msg`Claim rate`, kind: 'rate', group: 'leads' },
  { key: 'median_claim_seconds', label: msg`Claim, median`, kind: 'time', group: 'claims' },
  { key: 'p90_claim_seconds', label: msg`Claim, 90 %`, kind: 'time', group: 'claims' },
  { key: 'median_claim_working_seconds', label: msg`Claim, working time`, kind: 'time', group: 'claims' },
  { key: 'p90_claim_working_seconds', label: msg`Claim, 90 %, working time`, kind: 'time', group: 'claims' },
  { key: 'in_time', label: msg`Claimed in time`, kind: 'count', group: 'claims' },
  { key: 'in_time_rate', label: msg`In time`, kind: 'rate', group: 'claims' },
  { key: 'in_time_working_rate', label: msg`In time, working time`, kind: 'rate', group: 'claims' },
  { key: 'median_response_seconds', label: msg`First response, median`, kind: 'time', group: 'answers' },
  { key: 'p90_response_seconds', label: msg`First response, 90 %`, kind: 'time', group: 'answers' },
  {
    key: 'median_response_working_seconds',
    label: msg`First response, working time`,
    kind: 'time',
    group: 'answers',
  },
  {
    key: 'p90_response_working_seconds',
    label: msg`First response, 90 %, working time`,
    kind: 'time',
    group: 'answers',
  },
  { key: 'response_met', label: msg`Owed, in time`, kind: 'count', group: 'answers' },
  { key: 'response_missed', label: msg`Owed, missed`, kind: 'count', group: 'answers' },
  { key: 'response_met_rate', label: msg`Owed responses in time`, kind: 'rate', group: 'answers' },
  { key: 'responded', label: msg({ message: 'Answered', context: 'how many' }), kind: 'count', group: 'results' },
  { key: 'responded_taken_over', label: msg`Answered, taken over`, kind: 'count', group: 'results' },
  { key: 'appointments', label: msg`Appointments`, kind: 'count', group: 'results' },
  { key: 'appointments_taken_over', label: msg`Appointments, taken over`, kind: 'count', group: 'results' },
  { key: 'won', label: msg({ message: 'Won', context: 'how many' }), kind: 'count', group: 'results' },
  { key: 'won_taken_over', label: msg`Won, taken over`, kind: 'count', group: 'results' },
  { key: 'won_value', label: msg`Value won`, kind: 'money', group: 'results' },
  { key: 'won_value_taken_over', label: msg`Value won, taken over`, kind: 'money', group: 'results' },
  { key: 'contacted', label: msg`First contacts`, kind: 'count', group: 'steps' },
  { key: 'median_received_to_offer_seconds', label: msg`Received → offered`, kind: 'time', group: 'steps' },
  { key: 'median_offer_to_delivered_seconds', label: msg`Offered → delivered`, kind: 'time', group: 'steps' },
  { key: 'median_delivered_to_seen_seconds', label: msg`Delivered → seen`, kind: 'time', group: 'steps' },
  { key: 'median_seen_to_claim_seconds', label: msg`Seen → claimed`, kind: 'time', group: 'steps' },
  { key: 'median_received_to_contact_seconds', label: msg`Received → contacted`, kind: 'time', group: 'steps' },
  { key: 're_routed', label: msg`Routed again`, kind: 'count', group: 'others' },
  { key: 'credited', label: msg`Credited back`, kind: 'count', group: 'others' },
  { key: 'merged', label: msg({ message: 'Merged', context: 'how many' }), kind: 'count', group: 'others' },
  { key: 'pool_claimed', label: msg`From the pool`, kind: 'count', group: 'others' },
  { key: 'hand_assigned', label: msg`By hand`, kind: 'count', group: 'others' },
]

/** A column's figure as it is read; sums in several currencies stay apart, for nothing is converted. */
export function figure(figures: Figures | undefined, column: Column): string {
  if (column.kind !== 'money') return shown(figures?.[column.key], column.kind)
  const sums = figures?.[column.key] ?? []
  return sums.map((one) => money(one.amount, one.currency)).join(' + ') || '—'
}

/** What rows are sorted by in a column: its figure, of sums the one in this currency; undefined where there is none. */
export function rank(figures: Figures, key: Key, currency: string | undefined): number | undefined {
  const found = figures[key]
  return typeof found === 'object' ? found.find((one) => one.currency === currency)?.amount : found
}

/** A figure as it is read: a count, a percentage or a duration; a dash where there is none. */
export function shown(value: number | undefined, kind: Kind): string {
  if (value === undefined) return '—'
  if (kind === 'time') return duration(value)
  if (kind === 'count') return amount(value)
  return percent(i18n.locale, value, 1)
}
