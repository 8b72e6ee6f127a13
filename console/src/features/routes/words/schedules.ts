import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'
import { DAYS } from '@/lib/dates'
import { dayName } from '@/ui/words/Hours'
import { countryName } from '@/ui/words/names'
import type { Local, RouteValues } from '../editor/routeForm'

type Window = Shapes['Window']

/** Return whether the windows cover all time; none means always. */
export function isAlways(windows: Window[]): boolean {
  const whole = ({ days, from, to }: Window) => days.length === DAYS.length && from === '00:00' && to === '24:00'
  return windows.length === 0 || windows.some(whole)
}

/** Weekly windows as one says them: `Monday to Friday 9:00–18:00`. */
export function windowsWords(windows: Window[], i18n: I18n): string {
  return join(
    windows.map((window) => windowWords(window, i18n)),
    i18n,
  )
}

function windowWords({ days, from, to }: Window, i18n: I18n): string {
  const when = daysWords(days, i18n)
  if (from === '00:00' && to === '24:00') return i18n._(msg`${when} all day`)
  const [begin, end] = [plain(from), plain(to)]
  return i18n._(msg`${when} ${begin}–${end}`)
}

/** `09:00` as `9:00`. */
const plain = (time: string) => time.replace(/^0/, '')

/** Days of the week; three or more in a row as from one to another. */
function daysWords(days: string[], i18n: I18n): string {
  const places = days.map((day) => DAYS.indexOf(day as (typeof DAYS)[number])).sort((a, b) => a - b)
  if (places.length === DAYS.length) return i18n._(msg`every day`)
  const name = (place: number) => dayName(i18n.locale, DAYS[place] as string, 'long')
  const runs = places.reduce<number[][]>((found, place) => {
    const run = found.at(-1)
    if (run && run.at(-1) === place - 1) run.push(place)
    else found.push([place])
    return found
  }, [])
  const said = runs.flatMap((run) => {
    if (run.length < 3) return run.map(name)
    const [first, last] = [name(run[0] as number), name(run.at(-1) as number)]
    return [i18n._(msg`${first} to ${last}`)]
  })
  return join(said, i18n)
}

const join = (items: string[], i18n: I18n) => new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(items)

/** When a special route is active. */
export function activationWords(form: Pick<RouteValues, 'dates' | 'holidays' | 'days'>, i18n: I18n): string {
  const { dates, holidays, days } = form
  const found: string[] = []
  if (dates?.from.day && dates.to.day) {
    const [from, to] = [localWords(dates.from, i18n, !dates.yearly), localWords(dates.to, i18n, !dates.yearly)]
    found.push(dates.yearly ? i18n._(msg`every year from ${from} to ${to}`) : i18n._(msg`from ${from} to ${to}`))
  }
  if (holidays?.country) {
    const where = [countryName(holidays.country, i18n.locale), holidays.region].filter(Boolean).join(' – ')
    const names = join(holidays.names, i18n)
    found.push(names ? i18n._(msg`on ${names} (holidays of ${where})`) : i18n._(msg`on public holidays of ${where}`))
  }
  if (days.length > 0) {
    const list = join(
      days.map((day) => localWords({ day, time: '' }, i18n, true)),
      i18n,
    )
    found.push(i18n._(msg`on ${list}`))
  }
  return found.length > 0 ? join(found, i18n) : i18n._(msg`on dates not chosen yet`)
}

function localWords({ day, time }: Local, i18n: I18n, withYear: boolean): string {
  const format = new Intl.DateTimeFormat(i18n.locale, {
    day: 'numeric',
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  })
  const date = format.format(new Date(`${day}T00:00:00Z`))
  return time ? `${date} ${plain(time)}` : date
}
