import { useQueries, useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { reportQuery } from '@/api/queries/report'
import { type By, compared, type Query } from './address'

export type ReportData = Shapes['Report']
export type Row = Shapes['ReportRow']
export type Figures = Shapes['ReportFigures']

/** The report that the address asks for. */
export function useReport(query: Query | null) {
  const { api } = useConsole()
  return useQuery(reportQuery(api, query))
}

const OTHERS: By[] = ['agent', 'route', 'source']

/** The reports of the same days by agent, route and source: `shown` is one of them, the others follow. */
export function useReports(query: Query | null, shown: ReportData): Partial<Record<By, ReportData>> {
  const { api } = useConsole()
  const asked = OTHERS.filter((by) => by !== shown.by)
  const answers = useQueries({
    queries: asked.map((by) => reportQuery(api, query && compared({ ...query, by }))),
  })
  return Object.fromEntries([[shown.by, shown], ...asked.map((by, place) => [by, answers[place]?.data])])
}
