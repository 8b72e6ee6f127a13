import { queryOptions } from '@tanstack/react-query'
import type { ServerClock } from '@/lib/clock'
import { type Api, body } from '../client'
import { KEYS } from './keys'

/** What waits, who is there, and how today went. Each answer sets the server's clock, to which the countdowns run. */
export const dashboardQuery = (api: Api, clock: ServerClock) =>
  queryOptions({
    queryKey: KEYS.dashboard,
    queryFn: async () => {
      const sent = Date.now()
      const board = await body(api.GET('/dashboard'))
      clock.learn(board.now, (sent + Date.now()) / 2)
      return board
    },
  })
