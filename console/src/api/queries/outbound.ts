import { queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

const PAGE_SIZE = 20

/** The team's other programs that are told of its leads; the list comes whole. */
export const targetsQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.outbound, 'list'], queryFn: () => body(api.GET('/outbound')) })

/** What a target was sent in the last 30 days, newest first. */
export const sendingsQuery = (api: Api, targetId: string) =>
  pagedQuery([...KEYS.outbound, 'one', targetId, 'deliveries'], (page) => {
    const params = { path: { target_id: targetId }, query: { limit: PAGE_SIZE, ...page } }
    return body(api.GET('/outbound/{target_id}/deliveries', { params }))
  })
