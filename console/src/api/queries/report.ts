import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import type { paths } from '../schema'
import { KEYS } from './keys'

export type ReportQuery = NonNullable<paths['/reports/routing']['get']['parameters']['query']>

/** The report of a range; none is read without one. The one before stays on the screen until it is here. */
export const reportQuery = (api: Api, query: ReportQuery | null) =>
  queryOptions({
    queryKey: [...KEYS.report, query],
    queryFn: () => body(api.GET('/reports/routing', { params: { query: query ?? {} } })),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
