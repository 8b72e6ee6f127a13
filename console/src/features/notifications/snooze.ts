import { wallOf } from '@/lib/zone'
import type { Shapes } from '@/api/client'

export type SnoozeUntil = Shapes['SnoozeBody']['until']

const LATER_HOURS = 3
const HOUR = 3_600_000

/** Return the instant to which "later" snoozes, and whether that is still today in `zone`. */
export function laterToday(now: number, zone: string): { at: string; today: boolean } {
  const at = new Date(now + LATER_HOURS * HOUR).toISOString()
  return { at, today: wallOf(at, zone).slice(0, 10) === wallOf(now, zone).slice(0, 10) }
}
