import { useLingui } from '@lingui/react/macro'
import type { CsvCell } from '@/lib/tableCsv'
import { fullName } from '@/ui/words/names'
import { HINDRANCES } from '@/ui/words/obstacles'
import { ROLES } from '@/ui/words/states'
import { type Member, useRoutesOf, useStandings } from '../useAgents'

/** Return how to tell the roster as the rows of a file. */
export function useRosterRows(): (members: Member[]) => CsvCell[][] {
  const { t, i18n } = useLingui()
  const standings = useStandings()
  const routesOf = useRoutesOf()
  return (members) => [
    [t`Member`, t`E-mail`, t`Role`, t`Receives leads`, t`Routes`],
    ...members.map((one) => {
      const receiving = standings.get(one.agent_id)?.receiving
      const hindered = receiving?.reasons.map((reason) => i18n._(HINDRANCES[reason])).join('; ')
      const routes = routesOf(one.agent_id).map((route) => route.title)
      const receives = receiving?.now ? t`Available` : hindered
      return [fullName(one), one.email, i18n._(ROLES[one.role]), receives, routes.join('; ')]
    }),
  ]
}
