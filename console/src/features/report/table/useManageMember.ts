import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { membersQuery } from '@/api/queries/members'
import { type Sending, useApiMutation } from '@/ui/feedback/useApiMutation'

export type Member = Shapes['Member']

/** The members with their pauses and limits, by id; asked for only where agents are shown. */
export function useMembers(wanted: boolean): Map<string, Member> {
  const { api } = useConsole()
  const members = useQuery({ ...membersQuery(api), enabled: wanted })
  return new Map(members.data?.items.map((one) => [one.agent_id, one]))
}

/** What is done to a member from the report: the team's pause, lifted here and set by a form, and the limits, by another. */
export function useManageMember(member: Member, then: () => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { agent_id } = member
  const pause: Sending<Shapes['PauseDraft']> = {
    send: (draft) => body(api.PUT('/agents/{agent_id}/pause', { params: { path: { agent_id } }, body: draft })),
    success: t`The pause is set.`,
    onSuccess: then,
  }
  const resume = useApiMutation(
    (route: string | undefined) =>
      body(
        api.DELETE('/agents/{agent_id}/pause', {
          params: { path: { agent_id }, query: route ? { route_id: route } : {} },
        }),
      ),
    { touches: TOUCHED.member, success: t`The pause is lifted.` },
  )
  const limit: Sending<Shapes['Limits']> = {
    send: (limits) => {
      const params = { path: { agent_id }, header: { 'If-Match': `"${member.version}"` } }
      return body(api.PUT('/agents/{agent_id}/limits', { params, body: limits }))
    },
    success: t`Limits saved.`,
    onSuccess: then,
  }
  return { pause, resume, limit }
}
