import { useLingui } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useChosen } from '@/ui/feedback/useChosen'
import { useUndoToast } from '@/ui/feedback/useUndoToast'

interface Props {
  leadId: string
  taskId: string
  /** What is to be done. */
  what: string
  done: boolean
  may: Shapes['TaskVerb'][]
}

/** A task's checkbox: updates at once, reverts if refused, and can be undone. */
export function TaskCheckbox({ leadId, taskId, what, done, may }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const params = { path: { lead_id: leadId, task_id: taskId } }
  const mark = useApiMutation(
    (now: boolean) => body(api.PATCH('/leads/{lead_id}/tasks/{task_id}', { params, body: { done: now } })),
    {
      touches: TOUCHED.tasks,
      onSuccess: ({ done_at: at }) => {
        const now = Boolean(at)
        offerUndo(now ? t`Done: ${what}` : t`To be done again: ${what}`, () => set(!now))
      },
    },
  )
  const chosen = useChosen(done)
  const set = (now: boolean) => {
    chosen.choose(now)
    mark.mutate(now, { onSettled: chosen.forget })
  }
  return (
    <Checkbox
      size="md"
      aria-label={t`Done: ${what}`}
      checked={chosen.value}
      disabled={!may.includes(done ? 'reopen' : 'finish')}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  )
}
