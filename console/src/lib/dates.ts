import { dateFormat } from './formats'

/** The days of the week as the API names them, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The date so many days later. */
export function later(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The Monday of the week that a date is in. */
export function mondayOf(date: string): string {
  return later(date, -DAYS.indexOf(weekday(date)))
}

/** The seven dates from a date on. */
export function weekFrom(date: string): string[] {
  return Array.from({ length: 7 }, (_, n) => later(date, n))
}

/** The day of the week of a date. */
export function weekday(date: string): (typeof DAYS)[number] {
  return DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon'
}

/** A local date in the language spoken. */
export function dateWords(locale: string, date: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
}

/** A week in the language spoken, from its first day to its last. */
export function weekWords(locale: string, from: string, to: string): string {
  const format = dateFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
}
