import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { KEYS } from './keys'

const POLL_MILLISECONDS = 2_000
const PAGE_SIZE = 20

/** The leads that will be erased for their age, as the settings say or as a number of months would. */
export const retentionQuery = (api: Api, months: number | null) =>
  infiniteQueryOptions({
    queryKey: [...KEYS.privacy, 'retention', months],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/contacts/retention', {
          params: {
            query: {
              limit: PAGE_SIZE,
              ...(months === null ? {} : { leads_months: months }),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** An erasure, read again and again until it is done. */
export const erasureQuery = (api: Api, erasureId: string) =>
  queryOptions({
    queryKey: [...KEYS.privacy, 'erasure', erasureId],
    queryFn: () => body(api.GET('/contacts/erasures/{erasure_id}', { params: { path: { erasure_id: erasureId } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'done' ? false : POLL_MILLISECONDS),
    staleTime: 0,
  })
