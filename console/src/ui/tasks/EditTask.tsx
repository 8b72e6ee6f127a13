import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf, wallOf } from '@/lib/zone'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { TaskFields, type TaskValues } from './TaskFields'

interface Props {
  task: Pick<Shapes['Task'], 'task_id' | 'lead_id' | 'text' | 'due_at' | 'assignee'>
  zone: string
  onClose: () => void
}

/** Changes what is to be done, until when, or by whom; sends only what changed. */
export function EditTask({ task, zone, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const known = task.assignee.startsWith('agent_') ? task.assignee : null
  const was: TaskValues = { text: task.text, due_at: wallOf(task.due_at, zone), assignee: known }
  const form = useForm<TaskValues>({ initialValues: was })
  const params = { path: { lead_id: task.lead_id, task_id: task.task_id } }
  const change = useApiMutation(
    (sent: Shapes['TaskPatch']) => body(api.PATCH('/leads/{lead_id}/tasks/{task_id}', { params, body: sent })),
    {
      touches: TOUCHED.tasks,
      success: t`Task changed.`,
      onSuccess: onClose,
      onError: useServerErrors(form, Object.keys(was)),
    },
  )
  function submit({ text, due_at: due, assignee }: TaskValues) {
    const sent: Shapes['TaskPatch'] = {
      ...(text.trim() && text.trim() !== was.text ? { text: text.trim() } : {}),
      ...(due && due !== was.due_at ? { due_at: instantOf(due, zone) } : {}),
      ...(assignee && assignee !== was.assignee ? { assignee } : {}),
    }
    if (Object.keys(sent).length === 0) onClose()
    else change.mutate(sent)
  }
  return (
    <Modal opened onClose={onClose} title={t`Edit the task`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form onSubmit={form.onSubmit(submit)}>
        <Stack>
          <TaskFields form={form} zone={zone} leadId={task.lead_id} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={change.isPending}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
