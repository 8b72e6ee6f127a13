import { useLingui } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Me, useConsole } from '@/api/context'
import { tasksQuery } from '@/api/queries/tasks'
import { Section } from '@/ui/layout/Page'
import { LoadMore } from '@/ui/lists/LoadMore'
import { TaskRow } from '@/ui/tasks/TaskRow'
import type { LeadShown } from '../useLead'

/** What is to be done about the lead, the soonest first; nothing while there is nothing. */
export function LeadTasks({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const tasks = useInfiniteQuery(tasksQuery(api, { state: 'open', lead: lead.lead_id }))
  const open = tasks.data ?? []
  if (open.length === 0 || lead.erased_at) return null
  return (
    <Section title={t`To do`}>
      <Stack gap="xs">
        {open.map((task) => (
          <TaskRow key={task.task_id} task={task} zone={me.team.time_zone} onLead />
        ))}
        <LoadMore of={tasks} />
      </Stack>
    </Section>
  )
}
