import { useLingui } from '@lingui/react/macro'
import type { CsvCell } from '@/lib/tableCsv'
import { RULES } from '@/ui/words/rules'
import { useDirectory } from '@/ui/words/useDirectory'
import type { Route } from '../useRoutes'

/** Return how to tell the routes, in their order, as the rows of a file. */
export function useRouteRows(): (routes: Route[]) => CsvCell[][] {
  const { t, i18n } = useLingui()
  const names = useDirectory()
  return (routes) => [
    [t`Place`, t`Route`, t`Status`, t`Rule`, t`Agents`, t`Seconds to claim`],
    ...routes.map((one, at) => [
      at + 1,
      one.title,
      one.status === 'active' ? t({ message: 'Active', context: 'route' }) : t({ message: 'Paused', context: 'route' }),
      i18n._(RULES[one.rule]),
      one.agents.map((seat) => names.member(seat.agent_id)).join('; '),
      one.claim_seconds,
    ]),
  ]
}
