import { queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { KEYS } from './keys'

/** The saved views of the list of leads: the team's, then my own. */
export const viewsQuery = (api: Api) =>
  queryOptions({ queryKey: KEYS.views, queryFn: () => body(api.GET('/views')), staleTime: 60_000 })
