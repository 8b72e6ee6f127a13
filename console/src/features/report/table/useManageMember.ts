import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { useApiMutation } from '@/ui/feedback/useApiMutation'

export type Member = Shapes['Member']

/** The members with their pauses and limits, by id; asked for only where agents are shown. */
export function useMembers(wanted: boolean): Map<string, Member> {
  const { api } = useConsole()
  const members = useQuery({ queryKey: ['agents'], queryFn: () => body(api.GET('/agents')), enabled: wanted })
  return new Map(members.data?.items.map((one) => [one.agent_id, one]))
}

/** What is done to a member from the report: the team's pause, set and lifted, and the limits. */
export function useManageMember(member: Member, then: () => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { agent_id } = member
  const pause = useApiMutation(
    (draft: Shapes['PauseDraft']) =>
      body(api.PUT('/agents/{agent_id}/pause', { params: { path: { agent_id } }, body: draft })),
    { said: t`The pause is set.`, then },
  )
  const resume = useApiMutation(
    (route: string | undefined) =>
      body(
        api.DELETE('/agents/{agent_id}/pause', {
          params: { path: { agent_id }, query: route ? { route_id: route } : {} },
        }),
      ),
    { said: t`The pause is lifted.` },
  )
  const limit = useApiMutation(
    (limits: Shapes['Limits']) => {
      const params = { path: { agent_id }, header: { 'If-Match': `"${member.version}"` } }
      return body(api.PUT('/agents/{agent_id}/limits', { params, body: limits }))
    },
    { said: t`Limits saved.`, then },
  )
  return { pause, resume, limit }
}
