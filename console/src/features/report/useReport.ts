import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { reportQuery } from '@/api/queries/report'
import type { Query } from './address'

export type ReportData = Shapes['Report']
export type Row = Shapes['ReportRow']
export type Figures = Shapes['ReportFigures']

/** The report that the address asks for. */
export function useReport(query: Query | null) {
  const { api } = useConsole()
  return useQuery(reportQuery(api, query))
}
