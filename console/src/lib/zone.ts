import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

const WALL = 'YYYY-MM-DD HH:mm'

/** Return the instant of a wall time in `zone` (`2026-11-27 09:30`) as RFC 3339 in UTC. */
export function instantOf(wall: string, zone: string): string {
  return dayjs.tz(wall, zone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]')
}

/** Return an instant's wall time in `zone`, as `2026-11-27 09:30`. */
export function wallOf(instant: string | number, zone: string): string {
  return dayjs(instant).tz(zone).format(WALL)
}
