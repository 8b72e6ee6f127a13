import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { TaskCheckbox } from '@/ui/leads/TaskCheckbox'
import { Named } from '@/ui/members/Avatar'
import { useActorName } from '@/ui/words/useActorName'
import { useDirectory } from '@/ui/words/useDirectory'
import { pieces } from '../comments/mentions'
import { At } from './At'
import type { Commented } from './entries'

/** What somebody of the team said to the others, and the task that follows from it. */
export function CommentEntry({ comment, at, zone }: { comment: Commented; at: string; zone: string }) {
  const { t } = useLingui()
  const who = useActorName()(comment.by)
  const { data } = useDirectory()
  const people = data?.agents.filter((one) => comment.mentions.includes(one.agent_id)) ?? []
  return (
    <article className="comment">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" fw={600} component="h3" m={0}>
          <IconLock size={13} stroke={1.8} className="lock" aria-label={t`Inside the team`} role="img" />
          {comment.by.startsWith('agent_') ? <Named id={comment.by} name={who} size={18} /> : who}
        </Text>
        <Text size="xs" c="dimmed" flex="none">
          {comment.forwarded && <Trans>when forwarding a mail · </Trans>}
          <At at={at} zone={zone} />
        </Text>
      </Group>
      <Text size="sm" className="said">
        {pieces(comment.body, people).map((piece, place) =>
          piece.who ? <strong key={place}>{piece.text}</strong> : <span key={place}>{piece.text}</span>,
        )}
      </Text>
      {comment.task && <Task comment={comment} task={comment.task} zone={zone} />}
    </article>
  )
}

type TaskOf = NonNullable<Commented['task']>

function Task({ comment, task, zone }: { comment: Commented; task: TaskOf; zone: string }) {
  const who = useActorName()(task.agent_id ?? '')
  const now = useNow(Date.now, 60_000)
  const late = !task.done && task.due_at !== undefined && Date.parse(task.due_at) < now
  const [due, done] = [task.due_at && when(task.due_at, zone), task.done_at && when(task.done_at, zone)]
  return (
    <Group gap="xs" mt="xs" wrap="nowrap">
      <TaskCheckbox
        leadId={comment.lead_id}
        commentId={comment.comment_id}
        what={comment.body}
        done={task.done}
        may={task.may}
      />
      <Text size="sm">
        {done ? (
          <Trans>Done on {done}</Trans>
        ) : task.done ? (
          <Trans>Done</Trans>
        ) : task.agent_id ? (
          <Trans>
            {who}, until {due}
          </Trans>
        ) : (
          <Trans>Due {due}</Trans>
        )}
      </Text>
      {late && (
        <Badge color="red" variant="light" tt="none" flex="none">
          <Trans>Late</Trans>
        </Badge>
      )}
    </Group>
  )
}
