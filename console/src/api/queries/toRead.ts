import { queryOptions } from '@tanstack/react-query'
import { type Api, body, type Shapes } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

/** The mails that wait to be read, newest first. Kept no longer than they are looked at: they are as strangers wrote them. */
export const toReadQuery = (api: Api) => ({
  ...pagedQuery<Shapes['ToReadEntry']>([...KEYS.toRead, 'list'], (page) =>
    body(api.GET('/to-read', { params: { query: page } })),
  ),
  gcTime: 0,
})

/** How many mails wait to be read. */
export const toReadCountQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.toRead, 'count'], queryFn: () => body(api.GET('/to-read/count')) })
