import { queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { KEYS } from './keys'

/** The team's sample leads, for Rainmakers; none until somebody has asked for them. */
export const samplesQuery = (api: Api) =>
  queryOptions({ queryKey: KEYS.samples, queryFn: () => body(api.GET('/sample')) })
