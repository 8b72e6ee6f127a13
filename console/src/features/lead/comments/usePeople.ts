import { useMe } from '@/api/context'
import { useReaders } from '@/ui/leads/useReaders'
import { useDirectory } from '@/ui/words/useDirectory'
import type { Person } from './mentions'

/** Return who can be tagged on a lead: the others who may read its comments. */
export function usePeople(leadId: string): readonly Person[] {
  const readers = useReaders(leadId)
  const { data } = useDirectory()
  const me = useMe().data?.agent_id
  return data?.agents.filter((one) => one.agent_id !== me && readers?.includes(one.agent_id)) ?? []
}
