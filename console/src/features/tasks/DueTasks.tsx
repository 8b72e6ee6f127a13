import { Trans, useLingui } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsole, useMe } from '@/api/context'
import { tasksQuery } from '@/api/queries/tasks'
import { useNow } from '@/lib/useNow'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { Quiet, Section } from '@/ui/layout/Page'
import { TaskRow } from '@/ui/tasks/TaskRow'
import { tasksOfDay } from './due'

const MINUTE = 60_000

/** My tasks of today: what is overdue first, then what is due, and what comes next where that is little. */
export function DueTasks() {
  const { t } = useLingui()
  const { api, clock } = useConsole()
  const zone = useMe().data?.team.time_zone ?? 'UTC'
  const now = useNow(() => clock.now(), MINUTE)
  const tasks = useInfiniteQuery(tasksQuery(api, { state: 'open', assignee: 'me' }))
  return (
    <Section title={t`Tasks`}>
      <Loaded query={tasks} height={120}>
        {(open) =>
          open.length === 0 ? (
            <Quiet
              action={
                <GoTo to="/mine">
                  <Trans>See your leads</Trans>
                </GoTo>
              }
            >
              <Trans>Nothing to do. Tasks are set on a lead.</Trans>
            </Quiet>
          ) : (
            <Stack gap="xs">
              {tasksOfDay(open, now, zone).map((task) => (
                <TaskRow key={task.task_id} task={task} zone={zone} />
              ))}
              <div>
                <GoTo to="/tasks">
                  <Trans>All tasks</Trans>
                </GoTo>
              </div>
            </Stack>
          )
        }
      </Loaded>
    </Section>
  )
}
