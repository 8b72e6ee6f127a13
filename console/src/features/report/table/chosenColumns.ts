import { useState } from 'react'
import { COLUMNS, type Key } from './columns'

/** Columns that are no figures: what agents have now, and their routes. */
export type Extra = 'load' | 'routes'
export type ColumnName = Key | Extra

export const EXTRAS: Extra[] = ['load', 'routes']
const NAMES: ColumnName[] = [...COLUMNS.map(({ key }) => key), ...EXTRAS]
/** What fits beside the names on a desk, and what people ask first. */
export const USUAL: ColumnName[] = ['received', 'expired', 'claim_rate', 'median_claim_seconds', 'won', 'load']

/** Sets of columns that are asked for together, each as many as a desk has room for. */
export const SETS: Record<'usual' | 'claims' | 'answers' | 'results' | 'steps', ColumnName[]> = {
  usual: USUAL,
  claims: ['claimed', 'median_claim_seconds', 'median_claim_working_seconds', 'in_time_rate', 'in_time_working_rate'],
  answers: [
    'median_response_seconds',
    'median_response_working_seconds',
    'response_met',
    'response_missed',
    'response_met_rate',
  ],
  results: ['received', 'responded', 'appointments', 'won', 'won_taken_over', 'won_value'],
  steps: [
    'median_received_to_offer_seconds',
    'median_offer_to_delivered_seconds',
    'median_delivered_to_seen_seconds',
    'median_seen_to_claim_seconds',
    'median_received_to_contact_seconds',
  ],
}
export type SetName = keyof typeof SETS

/** Return which set the columns are; null if they were chosen one by one. */
export function setOf(columns: ColumnName[]): SetName | null {
  const names = Object.keys(SETS) as SetName[]
  return names.find((name) => SETS[name].join() === columns.join()) ?? null
}

/** Return the kept columns in the order of the table; the usual ones where nothing readable is kept. */
export function readColumns(kept: string | null): ColumnName[] {
  const wanted = kept?.split(',') ?? []
  const found = NAMES.filter((name) => wanted.includes(name))
  return found.length > 0 ? found : USUAL
}

/** Return the columns with one more or one fewer, in the order of the table; the last one stays. */
export function toggled(columns: ColumnName[], name: ColumnName): ColumnName[] {
  const wanted = columns.includes(name) ? columns.filter((one) => one !== name) : [...columns, name]
  return wanted.length > 0 ? NAMES.filter((one) => wanted.includes(one)) : columns
}

/** The chosen columns of a member, kept on this device. */
export function useChosenColumns(memberId: string): [ColumnName[], (columns: ColumnName[]) => void] {
  const place = `relevo.report-columns.${memberId}`
  const [columns, setColumns] = useState(() => readColumns(localStorage.getItem(place)))
  return [
    columns,
    (chosen) => {
      localStorage.setItem(place, chosen.join(','))
      setColumns(chosen)
    },
  ]
}
