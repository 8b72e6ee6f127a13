import { queryOptions } from '@tanstack/react-query'
import type { ServerClock } from '@/lib/clock'
import { type Api, body } from '../client'
import { isLive } from '../live/health'
import { KEYS } from './keys'

/** Who is signed in. */
export const meQuery = (api: Api) =>
  queryOptions({ queryKey: KEYS.me, queryFn: () => body(api.GET('/me')), staleTime: 30_000 })

/** My last sign-ins, the latest first. */
export const signInsQuery = (api: Api) =>
  queryOptions({ queryKey: KEYS.signIns, queryFn: () => body(api.GET('/me/sign-ins')) })

/** The counter that moves when something changes for whoever is signed in. */
export const changesQuery = (api: Api) =>
  queryOptions({ queryKey: KEYS.changes, queryFn: () => body(api.GET('/me/changes')), staleTime: 0 })

/**
 * My open offers. Each answer sets the server's clock, to which the countdowns run.
 *
 * They are asked for every few seconds, unless hints arrive: then with each one that moved something.
 */
export const offersQuery = (api: Api, clock: ServerClock) =>
  queryOptions({
    queryKey: KEYS.offers,
    queryFn: async () => {
      const sent = Date.now()
      const offers = await body(api.GET('/me/offers'))
      clock.learn(offers.now, (sent + Date.now()) / 2)
      return offers
    },
    refetchInterval: () => (isLive() ? false : 5_000),
  })
