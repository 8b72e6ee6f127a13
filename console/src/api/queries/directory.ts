import { queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { KEYS } from './keys'

/** The names of members, sources and routes, by id. */
export const directoryQuery = (api: Api) =>
  queryOptions({ queryKey: KEYS.directory, queryFn: () => body(api.GET('/directory')), staleTime: 60_000 })
