import { useLingui } from '@lingui/react/macro'
import { Checkbox, Group, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import dayjs from 'dayjs'
import type { Shapes } from '@/api/client'
import { instantOf, wallOf } from '@/lib/zone'
import { MomentField } from '@/ui/forms/MomentField'
import { MemberSelect } from '@/ui/forms/selects'
import { useReaders } from '@/ui/leads/useReaders'

export const LONGEST_TASK = 500
const WALL = 'YYYY-MM-DD HH:mm:ss'
const MORNING = 9

/** A task as it is entered: its due time is a wall time of the team; without an assignee it is the lead's owner's. */
export interface TaskValues {
  text: string
  due_at: string | null
  assignee: string | null
  /** Whether it is to meet the person; chosen when it is made. */
  appointment?: boolean
}

/** Return a task that nobody has entered yet: due tomorrow morning. */
export function newTask(zone: string): TaskValues {
  const tomorrow = dayjs(wallOf(Date.now(), zone)).add(1, 'day')
  return {
    text: '',
    due_at: tomorrow.hour(MORNING).minute(0).second(0).format(WALL),
    assignee: null,
    appointment: false,
  }
}

/** Return what is sent of it; nothing while something is missing. */
export function taskBody(
  { text, due_at: due, assignee, appointment }: TaskValues,
  zone: string,
): Shapes['TaskBody'] | undefined {
  if (!text.trim() || !due) return undefined
  return {
    text: text.trim(),
    due_at: instantOf(due, zone),
    ...(assignee ? { assignee } : {}),
    ...(appointment ? { kind: 'appointment' as const } : {}),
  }
}

interface Props {
  form: UseFormReturnType<TaskValues>
  zone: string
  /** The lead it is about, once it is known: it decides who can have the task. */
  leadId?: string | null
  /** Whether only the text is shown. */
  compact?: boolean
}

/** What is to be done, until when, and by whom. */
export function TaskFields({ form, zone, leadId = null, compact = false }: Props) {
  const { t } = useLingui()
  const readers = useReaders(leadId)
  return (
    <>
      <Textarea
        label={t`What is to be done`}
        autosize
        minRows={compact ? 1 : 2}
        maxRows={8}
        maxLength={LONGEST_TASK}
        {...form.getInputProps('text')}
      />
      <Group gap="xs" align="start" grow preventGrowOverflow={false} display={compact ? 'none' : undefined}>
        <MomentField
          label={form.values.appointment ? t`When the appointment is` : t`Due on`}
          description={t`Time zone: ${zone}`}
          miw={200}
          fromTodayIn={zone}
          {...form.getInputProps('due_at')}
        />
        <MemberSelect
          label={t`For whom`}
          description={t`Whoever may read what is said about the lead`}
          among={readers}
          placeholder={t`Whoever has the lead`}
          clearable
          miw={200}
          {...form.getInputProps('assignee')}
        />
      </Group>
      {form.values.appointment !== undefined && !compact && (
        <Checkbox
          label={t`An appointment with the person`}
          {...form.getInputProps('appointment', { type: 'checkbox' })}
        />
      )}
    </>
  )
}
