import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { directoryQuery } from '@/api/queries/directory'

/** Return names by id of members, sources and routes; an ellipsis while loading, a placeholder for what is gone. */
export function useDirectory() {
  const { t } = useLingui()
  const { api } = useConsole()
  const directory = useQuery(directoryQuery(api))
  const found = directory.data
  const nameOr = (gone: string, name: string | undefined) => name ?? (found ? gone : '…')
  return {
    data: found,
    member: (id: string) =>
      nameOr(
        id.startsWith('agent_') ? t`a former member` : '…',
        found?.agents.find((one) => one.agent_id === id)?.name,
      ),
    source: (id: string) => nameOr('…', found?.sources.find((one) => one.source_id === id)?.title),
    route: (id: string) =>
      nameOr(t({ message: '(deleted)', context: 'route' }), found?.routes.find((one) => one.route_id === id)?.title),
  }
}
