import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { when } from '@/lib/locale'
import { soon } from '@/lib/soon'
import { useNow } from '@/lib/useNow'
import { useActorName } from '@/ui/words/useActorName'
import { TaskCheckbox } from './TaskCheckbox'
import { TaskMenu } from './TaskMenu'

interface Props {
  task: Shapes['Task']
  zone: string
  /** Whether it is shown on its lead, which then needs no name. */
  onLead?: boolean
}

/** One task: what is to be done, until when, by whom and for whom; ticked when it is done. */
export function TaskRow({ task, zone, onLead = false }: Props) {
  const name = useActorName()
  const now = useNow(Date.now, 60_000)
  const late = task.state === 'open' && new Date(task.due_at).getTime() < now
  const [due, done] = [soon(task.due_at, zone, now), task.done_at && when(task.done_at, zone)]
  const [author, assignee] = [name(task.by), name(task.assignee)]
  return (
    <Paper withBorder p={onLead ? 'xs' : 'md'}>
      <Group wrap="nowrap" align="start" gap="md">
        <TaskCheckbox
          leadId={task.lead_id}
          taskId={task.task_id}
          what={task.text}
          done={Boolean(task.done_at)}
          may={task.may}
        />
        <Stack gap={4} miw={0} flex={1}>
          <Text style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{task.text}</Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {task.kind === 'appointment' && !done ? (
                <Trans>
                  {assignee}, appointment on {due}
                </Trans>
              ) : done ? (
                <Trans>
                  {assignee}, done on {done}
                </Trans>
              ) : (
                <Trans>
                  {assignee} · due {due}
                </Trans>
              )}
            </Text>
            {late && (
              <Badge color="red" variant="light" tt="none">
                <Trans>Late</Trans>
              </Badge>
            )}
            {task.state === 'cancelled' && (
              <Badge color="gray" variant="light" tt="none">
                <Trans>Cancelled</Trans>
              </Badge>
            )}
            {task.by !== task.assignee && (
              <Text size="sm" c="dimmed">
                <Trans>Set by {author}</Trans>
              </Text>
            )}
          </Group>
          {!onLead && <OfLead task={task} />}
        </Stack>
        <TaskMenu task={task} zone={zone} />
      </Group>
    </Paper>
  )
}

function OfLead({ task }: { task: Shapes['Task'] }) {
  const { t } = useLingui()
  const entry = task.comment_id ? { entry: task.comment_id } : {}
  return (
    <Anchor
      size="sm"
      w="fit-content"
      py={2}
      renderRoot={(props) => (
        <Link
          data-row-link
          to="/leads/$leadId"
          params={{ leadId: task.lead_id }}
          search={{ tab: 'tasks', ...entry }}
          {...props}
        />
      )}
    >
      {task.lead_name || t`Without a name`}
    </Anchor>
  )
}
