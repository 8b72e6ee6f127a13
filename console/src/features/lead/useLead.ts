import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { leadQuery } from '@/api/queries/leads'

export type LeadShown = Shapes['Lead']

/** One lead, as whoever looks may know it. */
export function useLead(leadId: string) {
  const { api } = useConsole()
  return useQuery(leadQuery(api, leadId))
}
