import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsole, useMe } from '@/api/context'
import { tasksQuery } from '@/api/queries/tasks'
import { amount } from '@/lib/locale'
import { GoTo } from '@/ui/layout/GoTo'
import { Section } from '@/ui/layout/Page'
import { TaskRow } from '@/ui/tasks/TaskRow'
import { NewTask } from './NewTask'

const MINUTE = 60_000
const SHOWN = 3

/** The team's tasks that are overdue: how many, and those that are so for longest. */
export function OverdueTasks() {
  const { t } = useLingui()
  const { api } = useConsole()
  const zone = useMe().data?.team.time_zone ?? 'UTC'
  const tasks = useInfiniteQuery({ ...tasksQuery(api, { state: 'overdue' }), refetchInterval: MINUTE })
  const late = tasks.data
  if (!late) return null
  const count = `${amount(late.length)}${tasks.hasNextPage ? '+' : ''}`
  return (
    <Section
      title={t`Overdue tasks`}
      actions={
        <Group gap="xs">
          <Badge size="lg" tt="none" variant="light" color={late.length ? 'red' : 'gray'}>
            {count}
          </Badge>
          <NewTask />
        </Group>
      }
    >
      <Stack gap="xs">
        {late.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>Nothing of the team’s is overdue.</Trans>
          </Text>
        )}
        {late.slice(0, SHOWN).map((task) => (
          <TaskRow key={task.task_id} task={task} zone={zone} />
        ))}
        <div>
          <GoTo to="/tasks">
            <Trans>All tasks</Trans>
          </GoTo>
        </div>
      </Stack>
    </Section>
  )
}
