import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'

/** Names for ids: of members, sources and routes; an ellipsis until they are known, and words for who or what is gone. */
export function useDirectory() {
  const { t } = useLingui()
  const { api } = useConsole()
  const directory = useQuery({
    queryKey: ['directory'],
    queryFn: () => body(api.GET('/directory')),
    staleTime: 60_000,
  })
  const found = directory.data
  return {
    data: found,
    member: (id: string) => found?.agents.find((one) => one.agent_id === id)?.name ?? (found && id.startsWith('agent_') ? t`a former member` : '…'),
    source: (id: string) => found?.sources.find((one) => one.source_id === id)?.title ?? '…',
    route: (id: string) => found?.routes.find((one) => one.route_id === id)?.title ?? (found ? t({ message: '(deleted)', context: 'route' }) : '…'),
  }
}
