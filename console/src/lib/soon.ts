import { i18n } from '@lingui/core'
import { dateFormat, keptFormat } from './formats'
import { when } from './locale'
import { wallOf } from './zone'

const DAY_MILLISECONDS = 86_400_000

/** Format an instant as people speak of near days: "tomorrow, 15:05", "Fri, Dec 4, 15:05"; another year is named. */
export function soon(instant: string, zone: string, now: number): string {
  const [day, today] = [wallOf(instant, zone).slice(0, 10), wallOf(now, zone).slice(0, 10)]
  const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY_MILLISECONDS)
  const isOtherYear = day.slice(0, 4) !== today.slice(0, 4)
  const said = Math.abs(days) <= 1 ? nearDay(days) : farDay(instant, zone, isOtherYear)
  return `${said}, ${when(instant, zone, 'time')}`
}

function nearDay(days: number): string {
  const make = () => new Intl.RelativeTimeFormat(i18n.locale, { numeric: 'auto' })
  return keptFormat(`near day ${i18n.locale}`, make).format(days, 'day')
}

function farDay(instant: string, zone: string, isOtherYear: boolean): string {
  const year = isOtherYear ? ({ year: 'numeric' } as const) : {}
  const options = { weekday: 'short', day: 'numeric', month: 'short', ...year, timeZone: zone } as const
  return dateFormat(i18n.locale, options).format(new Date(instant))
}
