import { useState } from 'react'
import { COLUMNS, type Key } from './columns'

/** Columns that are no figures: what agents have now, and their routes. */
export type Extra = 'load' | 'routes'
export type ColumnName = Key | Extra

export const EXTRAS: Extra[] = ['load', 'routes']
const NAMES: ColumnName[] = [...COLUMNS.map(({ key }) => key), ...EXTRAS]
/** What fits beside the names on a desk, and what people ask first. */
export const USUAL: ColumnName[] = ['received', 'claim_rate', 'median_claim_seconds', 'expired', 'won', 'load']

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
