import { useQuery } from '@tanstack/react-query'
import { useConsole, useMe } from '@/api/context'
import { coverageQuery } from '@/api/queries/routes'
import { useNow } from '@/lib/useNow'
import { wallOf } from '@/lib/zone'
import { type Gap, gapsAhead } from './gaps'

const MINUTE = 60_000

/** The gaps of the seven days from today; undefined until they are known. */
export function useGaps(): Gap[] | undefined {
  const { api, clock } = useConsole()
  const zone = useMe().data?.team.time_zone
  const now = useNow(() => clock.now(), MINUTE)
  const wall = zone && wallOf(now, zone)
  const today = wall ? wall.slice(0, 10) : undefined
  const coverage = useQuery({ ...coverageQuery(api, today), enabled: today !== undefined, staleTime: MINUTE })
  return coverage.data && wall ? gapsAhead(coverage.data, wall) : undefined
}
