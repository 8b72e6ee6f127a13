import { i18n } from '@lingui/core'

export type Unit = 'second' | 'minute' | 'hour' | 'day'

export const SIZES: Record<Unit, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 }
const LARGEST_FIRST: Unit[] = ['day', 'hour', 'minute', 'second']

/** The largest unit in which a length of time is a whole number. */
export function unitOf(seconds: number): Unit {
  return LARGEST_FIRST.find((unit) => seconds >= SIZES[unit] && seconds % SIZES[unit] === 0) ?? 'second'
}

/** A length of time as people say it: `10 min`, `1 h 30 min`, `2 days`. */
export function durationText(seconds: number): string {
  const parts: string[] = []
  let left = seconds
  for (const unit of LARGEST_FIRST) {
    const count = Math.floor(left / SIZES[unit])
    left -= count * SIZES[unit]
    if (count) parts.push(said(count, unit))
  }
  return parts.join(' ') || said(0, 'second')
}

function said(count: number, unit: Unit): string {
  const unitDisplay = unit === 'day' ? 'long' : 'short'
  const text = new Intl.NumberFormat(i18n.locale, { style: 'unit', unit, unitDisplay }).format(count)
  return unit === 'hour' ? `${count} h` : text
}
