import { useQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { leadQuery } from '@/api/queries/leads'

/** Return who may read what is said about a lead; undefined while that is unknown. */
export function useReaders(leadId: string | null): readonly string[] | undefined {
  const { api } = useConsole()
  return useQuery({ ...leadQuery(api, leadId ?? ''), enabled: !!leadId }).data?.readers ?? undefined
}
