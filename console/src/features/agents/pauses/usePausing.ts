import { useLingui } from '@lingui/react/macro'
import type { Api, Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { fullName } from '@/ui/words/names'
import { type Sending, useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { toRestore } from './pauses'
import type { Member } from '../useAgents'

interface Done {
  /** The member as they were before. */
  before: Member
  /** The route it was about; none: everywhere. */
  route: string | undefined
}

/** Pause a member for the team, by the form that takes `pause`, or resume them; both with undo. */
export function usePausing(member: Member, onPaused?: () => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  const name = fullName(member)
  const offer = useUndoToast()
  const tell = (said: string, done: Done) => offer(said, () => undo.mutate(done), `pausing ${member.agent_id}`)
  const undo = useApiMutation(({ before, route }: Done) => restore(api, before, route), {
    touches: TOUCHED.member,
    success: t`Undone.`,
  })
  const pause: Sending<Shapes['PauseDraft'], Done> = {
    send: (draft) => put(api, member, draft),
    onSuccess: (done) => {
      tell(t`${name} is paused.`, done)
      onPaused?.()
    },
  }
  const resume = useApiMutation((route: string | undefined) => lift(api, member, route), {
    touches: TOUCHED.member,
    onSuccess: (done) => tell(t`${name} is resumed.`, done),
  })
  return { pause, resume }
}

async function put(api: Api, before: Member, draft: Shapes['PauseDraft']): Promise<Done> {
  await api.PUT('/agents/{agent_id}/pause', { params: { path: { agent_id: before.agent_id } }, body: draft })
  return { before, route: draft.route_id ?? undefined }
}

async function lift(api: Api, before: Member, route: string | undefined): Promise<Done> {
  const params = { path: { agent_id: before.agent_id }, query: route ? { route_id: route } : {} }
  await api.DELETE('/agents/{agent_id}/pause', { params })
  return { before, route }
}

async function restore(api: Api, before: Member, route: string | undefined): Promise<void> {
  await lift(api, before, route)
  for (const draft of toRestore(before.pauses, route)) await put(api, before, draft)
}
