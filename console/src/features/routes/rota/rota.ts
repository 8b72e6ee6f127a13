import type { Shapes } from '@/api/client'
import { later } from '@/lib/dates'

export type Rota = Shapes['Rota']
export type Shift = Shapes['ShiftDraft']

/** One time at which a shift takes place, in wall time: `2026-12-06T11:00`. */
export interface Time {
  shift: Shift
  from: string
  to: string
}

/** Which times of a weekly shift a change is about: this one, or this one and all later ones. */
export type Scope = 'one' | 'later'

/** What the dialog of a shift asks for. */
export interface ShiftValues {
  from: string
  to: string
  agent_ids: string[]
  title: string
  weekly: boolean
  until: string | null
}

const MINUTE = 60_000
const WEEK = 7 * 86_400_000

const millis = (wall: string) => Date.parse(`${wall.slice(0, 16).replace(' ', 'T')}:00Z`)
const wallAt = (at: number) => new Date(at).toISOString().slice(0, 16)
const day = (wall: string) => wall.slice(0, 10)

/** Return a wall time so many minutes later. */
export function minutesLater(wall: string, minutes: number): string {
  return wallAt(millis(wall) + minutes * MINUTE)
}

/** Return the minutes from one wall time to another. */
export function minutesBetween(from: string, to: string): number {
  return Math.round((millis(to) - millis(from)) / MINUTE)
}

/** Return when the shifts take place in the week from a Monday on, in order. */
export function timesIn(shifts: readonly Shift[], monday: string): Time[] {
  const [since, until] = [millis(`${monday}T00:00`), millis(`${later(monday, 7)}T00:00`)]
  return shifts
    .flatMap((shift) => timesOf(shift, since, until))
    .sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to))
}

function timesOf(shift: Shift, since: number, until: number): Time[] {
  const [from, to] = [millis(shift.from), millis(shift.to)]
  const first = shift.repeat ? Math.max(0, Math.floor((since - to) / WEEK)) : 0
  const times: Time[] = []
  for (let week = first; from + week * WEEK < until; week += 1) {
    const time = { shift, from: wallAt(from + week * WEEK), to: wallAt(to + week * WEEK) }
    if (shift.repeat?.until && day(time.from) > shift.repeat.until) break
    if (millis(time.to) > since && !shift.repeat?.skips?.includes(day(time.from))) times.push(time)
    if (!shift.repeat) break
  }
  return times
}

/** Return the values of the dialog for a time, or for a new shift on a day. */
export function valuesOf(time: Time | null, onDay: string): ShiftValues {
  if (!time) {
    return { from: `${onDay}T10:00`, to: `${onDay}T14:00`, agent_ids: [], title: '', weekly: false, until: null }
  }
  const { shift, from, to } = time
  return {
    from,
    to,
    agent_ids: [...shift.agent_ids],
    title: shift.title ?? '',
    weekly: Boolean(shift.repeat),
    until: shift.repeat?.until ?? null,
  }
}

function shiftOf(values: ShiftValues): Shift {
  const { from, to, agent_ids, title, weekly, until } = values
  const times = { from: wallAt(millis(from)), to: wallAt(millis(to)) }
  return { ...times, agent_ids, title: title.trim() || null, repeat: weekly ? (until ? { until } : {}) : null }
}

/** Add a shift. */
export function withNew(shifts: readonly Shift[], values: ShiftValues): Shift[] {
  return [...shifts, shiftOf(values)]
}

/** Change a time of a shift; of a weekly one that time alone, or it and all later ones. */
export function withChanged(shifts: readonly Shift[], time: Time, values: ShiftValues, scope: Scope): Shift[] {
  const changed = shiftOf(values)
  const left = rest(time, scope)
  if (!left)
    return shifts.map((one) => (one === time.shift ? { ...changed, ...idOf(one), ...skipsOf(one, changed) } : one))
  const single = scope === 'one' ? { ...changed, repeat: null } : { ...changed, ...skipsOf(time.shift, changed) }
  return [...shifts.map((one) => (one === time.shift ? left : one)), single]
}

/** Delete a time of a shift; of a weekly one that time alone, or it and all later ones. */
export function without(shifts: readonly Shift[], time: Time, scope: Scope): Shift[] {
  const left = rest(time, scope)
  return shifts.flatMap((one) => (one === time.shift ? (left ?? []) : one))
}

/** What is left of the shift without these times of it; nothing where all of it goes. */
function rest(time: Time, scope: Scope): Shift | null {
  const { shift, from } = time
  if (!shift.repeat) return null
  const skips = shift.repeat.skips ?? []
  if (scope === 'one') return { ...shift, repeat: { ...shift.repeat, skips: [...skips, day(from)] } }
  if (day(from) === day(shift.from)) return null
  const until = later(day(from), -1)
  return { ...shift, repeat: { ...shift.repeat, until, skips: skips.filter((one) => one <= until) } }
}

/** The dates that a weekly shift leaves out, if it still comes on that day of the week. */
function skipsOf(before: Shift, after: Shift): Pick<Shift, 'repeat'> | object {
  const skips = before.repeat?.skips ?? []
  const sameDay = Math.abs(millis(`${day(before.from)}T00:00`) - millis(`${day(after.from)}T00:00`)) % WEEK === 0
  if (!after.repeat || skips.length === 0 || !sameDay) return {}
  return { repeat: { ...after.repeat, skips: skips.filter((one) => one >= day(after.from)) } }
}

const idOf = ({ shift_id }: Shift) => (shift_id ? { shift_id } : {})

/** Copy the single shifts that begin in a week to the next one; those that are there already are not doubled. */
export function withWeekCopied(shifts: readonly Shift[], monday: string): Shift[] {
  const next = new Set(timesIn(shifts, later(monday, 7)).map(signature))
  const copies = timesIn(shifts, monday)
    .filter(({ shift, from }) => !shift.repeat && day(from) >= monday)
    .map(({ shift, from, to }) => ({
      shift,
      from: wallAt(millis(from) + WEEK),
      to: wallAt(millis(to) + WEEK),
    }))
    .filter((time) => !next.has(signature(time)))
    .map(({ shift: { agent_ids, title }, from, to }) => ({ from, to, agent_ids, title: title ?? null, repeat: null }))
  return [...shifts, ...copies]
}

function signature({ shift, from, to }: Time): string {
  return [from, to, ...[...shift.agent_ids].sort()].join(' ')
}
