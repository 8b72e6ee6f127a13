import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { newTask, taskBody, TaskFields, type TaskValues } from '@/ui/tasks/TaskFields'
import { useDraft } from '../composer/useDraft'
import type { LeadShown } from '../useLead'

interface Props {
  lead: LeadShown
  me: Me
  /** Whether only the field is shown. */
  compact?: boolean
}

/** Makes a task on the lead: who gets it is told at once. */
export function TaskForm({ lead, me, compact = false }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const zone = me.team.time_zone
  const draftOf = { agentId: me.agent_id, leadId: lead.lead_id, mode: 'task' }
  const draft = useDraft<TaskValues>(draftOf, newTask(zone), (values) => values.text.trim() !== '')
  const form = useForm<TaskValues>({ initialValues: draft.initial, onValuesChange: draft.keep })
  const make = useApiMutation(
    (sent: Shapes['TaskBody']) =>
      body(api.POST('/leads/{lead_id}/tasks', { params: { path: { lead_id: lead.lead_id } }, body: sent })),
    {
      touches: TOUCHED.tasks,
      success: t`Task set.`,
      onSuccess: () => {
        const fresh = newTask(zone)
        form.setValues(fresh)
        form.clearErrors()
        draft.keep(fresh)
      },
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const sent = taskBody(form.values, zone)
  return (
    <form
      onSubmit={form.onSubmit(() => {
        if (sent) make.mutate(sent)
      })}
    >
      <Stack gap="xs">
        <TaskFields form={form} zone={zone} leadId={lead.lead_id} compact={compact} />
        <Group justify="end" display={compact ? 'none' : undefined}>
          <Button type="submit" loading={make.isPending} disabled={!sent}>
            <Trans>Set the task</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
