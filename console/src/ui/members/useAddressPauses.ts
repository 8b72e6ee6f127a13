import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { addressPausesQuery } from '@/api/queries/members'
import { useApiMutation } from '@/ui/feedback/useApiMutation'

/** The pause of a member's address, if I may know of it and mails to it are paused, and how it is used again. */
export function useAddressPause(agentId: string) {
  const { t } = useLingui()
  const { api } = useConsole()
  const pauses = useQuery(addressPausesQuery(api))
  const use = useApiMutation(
    () => api.DELETE('/address-pauses/{agent_id}', { params: { path: { agent_id: agentId } } }),
    { touches: [KEYS.members, KEYS.notifications, KEYS.audit], success: t`Mails go to the address again.` },
  )
  return { pause: pauses.data?.items.find((one) => one.agent_id === agentId), use }
}
