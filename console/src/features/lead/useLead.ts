import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type LeadShown = Shapes['Lead']

/** One lead, as whoever looks may know it. */
export function useLead(leadId: string) {
  const { api } = useConsole()
  return useQuery({
    queryKey: ['lead', leadId],
    queryFn: () => body(api.GET('/leads/{lead_id}', { params: { path: { lead_id: leadId } } })),
  })
}
