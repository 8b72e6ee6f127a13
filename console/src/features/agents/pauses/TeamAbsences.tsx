import { Trans } from '@lingui/react/macro'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { Absences } from '@/ui/absences/Absences'
import type { Member } from '../useAgents'

/** A member's absences: the team's are planned here, their own are read. */
export function TeamAbsences({ member, zone }: { member: Member; zone: string }) {
  const { api } = useConsole()
  const path = { agent_id: member.agent_id }
  const at = (absence_id: string) => ({ params: { path: { ...path, absence_id } } })
  return (
    <Absences
      absences={member.absences}
      agentId={member.agent_id}
      side={member.may.includes('pause') ? 'team' : null}
      zone={zone}
      about={<Trans>Their own absences only they change; those that the team plans, Managers do.</Trans>}
      add={(draft) => body(api.POST('/agents/{agent_id}/absences', { params: { path }, body: draft }))}
      change={(id, patch) => body(api.PATCH('/agents/{agent_id}/absences/{absence_id}', { ...at(id), body: patch }))}
      remove={(id) => api.DELETE('/agents/{agent_id}/absences/{absence_id}', at(id))}
    />
  )
}
