import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import type { Query } from './address'

export type Told = Shapes['Report']
export type Row = Shapes['ReportRow']
export type Figures = Shapes['Figures']

const KEPT = 60_000

/** The report that was asked for; the one before stays on the screen until it is there. */
export function useReport(query: Query | null) {
  const { api } = useConsole()
  return useQuery({
    queryKey: ['report', query],
    queryFn: () => body(api.GET('/reports/routing', { params: { query: query ?? {} } })),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    staleTime: KEPT,
  })
}
