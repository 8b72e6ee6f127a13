import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

const WALL = 'YYYY-MM-DD HH:mm'

/** The instant at which the clocks of `zone` show `wall` (`2026-11-27 09:30`); RFC 3339, in UTC. */
export function instantOf(wall: string, zone: string): string {
  return dayjs.tz(wall, zone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]')
}

/** What the clocks of `zone` show at an instant, as `2026-11-27 09:30`. */
export function wallOf(instant: string | number, zone: string): string {
  return dayjs(instant).tz(zone).format(WALL)
}
