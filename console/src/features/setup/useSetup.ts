import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { membersQuery } from '@/api/queries/members'
import { subscriptionsQuery } from '@/api/queries/push'
import { routesQuery } from '@/api/queries/routes'
import { settingsQuery } from '@/api/queries/settings'
import { sourcesQuery } from '@/api/queries/sources'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { type Step, stepsOf } from './steps'

/**
 * The steps of setting up the team: undefined until all facts are known, none while the checklist is put away.
 *
 * Where it is `expected`, all facts are asked for at once; else only once it is known that it is not put away.
 */
export function useSetup(expected: boolean): Step[] | undefined {
  const { api } = useConsole()
  const me = useMe()
  const settings = useQuery(settingsQuery(api))
  const hidden = settings.data?.setup_hidden
  const enabled = settings.data ? !hidden : expected
  const members = useQuery({ ...membersQuery(api), enabled })
  const sources = useQuery({ ...sourcesQuery(api), enabled })
  const routes = useQuery({ ...routesQuery(api), enabled })
  const devices = useQuery({ ...subscriptionsQuery(api), enabled })
  const asked = [settings, members, sources, routes, devices]
  if (hidden || asked.some((one) => one.isLoadingError)) return []
  if (!settings.data || !me.data || !members.data || !sources.data || !routes.data || !devices.data) return undefined
  return stepsOf({
    me: me.data.agent_id,
    settings: settings.data,
    members: members.data.items,
    sources: sources.data.items,
    routes: routes.data.items,
    devices: devices.data.items,
  })
}

/** Put the checklist away for good; the settings bring it back. */
export function useHideSetup() {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  return useApiMutation(() => body(api.PATCH('/settings', { body: { setup_hidden: true } })), {
    touches: TOUCHED.settings,
    success: t`The checklist is put away. The settings bring it back.`,
    onSuccess: (after) => queries.setQueryData(settingsQuery(api).queryKey, after),
  })
}
