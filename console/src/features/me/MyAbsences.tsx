import { Trans, useLingui } from '@lingui/react/macro'
import { body } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { Absences } from '@/ui/absences/Absences'
import { useDirectory } from '@/ui/words/useDirectory'

/** My own absences, for me to plan: each with who covers for me. */
export function MyAbsences({ me }: { me: Me }) {
  const { api } = useConsole()
  const { t } = useLingui()
  const { member } = useDirectory()
  const absent = me.covers_for.map(member).join(', ')
  const at = (absence_id: string) => ({ params: { path: { absence_id } } })
  return (
    <Absences
      absences={me.absences}
      agentId={me.agent_id}
      side="own"
      zone={me.time_zone ?? me.team.time_zone}
      about={
        <>
          <Trans>
            When one begins you are offered no more leads, and open offers go to the next agent. The leads you own stay
            yours.
          </Trans>
          {absent && ` ${t`You now look after the leads of ${absent}.`}`}
        </>
      }
      add={(draft) => body(api.POST('/me/absences', { body: draft }))}
      change={(id, patch) => body(api.PATCH('/me/absences/{absence_id}', { ...at(id), body: patch }))}
      remove={(id) => api.DELETE('/me/absences/{absence_id}', at(id))}
    />
  )
}
