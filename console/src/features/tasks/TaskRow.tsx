import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { TaskCheckbox } from '@/ui/leads/TaskCheckbox'
import { useActorName } from '@/ui/words/useActorName'

/** One task: what is to be done, until when, and for whom; ticked when it is done. */
export function TaskRow({ task, zone }: { task: Shapes['Task']; zone: string }) {
  const { t } = useLingui()
  const author = useActorName()(task.by)
  const now = useNow(Date.now, 60_000)
  const late = !task.done_at && new Date(task.due_at).getTime() < now
  const [due, done] = [when(task.due_at, zone), task.done_at && when(task.done_at, zone)]
  return (
    <Paper withBorder p="md">
      <Group wrap="nowrap" align="start" gap="md">
        <TaskCheckbox
          leadId={task.lead_id}
          commentId={task.comment_id}
          what={task.body}
          done={Boolean(task.done_at)}
          may={task.may}
        />
        <Stack gap={4} miw={0} flex={1}>
          <Text style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{task.body}</Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {done ? <Trans>Done on {done}</Trans> : <Trans>Due {due}</Trans>}
            </Text>
            {late && (
              <Badge color="red" variant="light" tt="none">
                <Trans>Late</Trans>
              </Badge>
            )}
            <Text size="sm" c="dimmed">
              <Trans>Set by {author}</Trans>
            </Text>
          </Group>
          <Anchor
            size="sm"
            w="fit-content"
            py={2}
            renderRoot={(props) => (
              <Link
                data-row-link
                to="/leads/$leadId"
                params={{ leadId: task.lead_id }}
                search={{ tab: 'tasks', entry: task.comment_id }}
                {...props}
              />
            )}
          >
            {task.lead_name || t`Without a name`}
          </Anchor>
        </Stack>
      </Group>
    </Paper>
  )
}
