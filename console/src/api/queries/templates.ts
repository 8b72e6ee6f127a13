import { queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { KEYS } from './keys'

const SELDOM_CHANGED = 5 * 60_000 // milliseconds

/** The team's templates; archived ones for the Rainmaker alone. The list comes whole. */
export const templatesQuery = (api: Api) =>
  queryOptions({
    queryKey: KEYS.templates,
    queryFn: () => body(api.GET('/templates')),
    staleTime: SELDOM_CHANGED,
  })
