import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@/ui/icons'
import { lazy, Suspense, useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'

const EditTask = lazy(async () => ({ default: (await import('./EditTask')).EditTask }))

type Known = Pick<Shapes['Task'], 'task_id' | 'lead_id' | 'text' | 'due_at' | 'assignee' | 'may'>

/** What may be done with a task beside ticking it: edit it, which includes giving it to somebody else, and delete it. */
export function TaskMenu({ task, zone }: { task: Known; zone: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const ask = useConfirm()
  const [edits, setEdits] = useState(false)
  const params = { path: { lead_id: task.lead_id, task_id: task.task_id } }
  const remove = useApiMutation(() => body(api.DELETE('/leads/{lead_id}/tasks/{task_id}', { params })), {
    touches: TOUCHED.tasks,
    success: t`Task deleted.`,
  })
  const [edit, del] = [task.may.includes('edit'), task.may.includes('delete')]
  if (!edit && !del) return null
  const what = task.text
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" size="lg" aria-label={t`More about the task: ${what}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {edit && (
            <Menu.Item onClick={() => setEdits(true)}>
              <Trans>Edit, reschedule or reassign</Trans>
            </Menu.Item>
          )}
          {del && (
            <Menu.Item
              color="red"
              onClick={() =>
                ask({
                  title: t`Delete this task?`,
                  about: t`What it was stays in the lead’s history.`,
                  verb: t`Delete`,
                  danger: true,
                  onYes: () => remove.mutate(),
                })
              }
            >
              <Trans>Delete</Trans>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {edits && (
        <Suspense>
          <EditTask task={task} zone={zone} onClose={() => setEdits(false)} />
        </Suspense>
      )}
    </>
  )
}
