import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { dateFormat } from './formats'

dayjs.extend(utc)
dayjs.extend(timezone)

const WALL = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const

/** Return the instant of a wall time in `zone` (`2026-11-27 09:30`) as RFC 3339 in UTC. */
export function instantOf(wall: string, zone: string): string {
  return dayjs.tz(wall, zone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]')
}

/** Return an instant's wall time in `zone`, as `2026-11-27 09:30`. */
export function wallOf(instant: string | number, zone: string): string {
  const parts = dateFormat('en', { ...WALL, timeZone: zone }).formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`
}
