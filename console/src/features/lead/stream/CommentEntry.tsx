import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Text } from '@mantine/core'
import { IconLock } from '@/ui/icons'
import { useState } from 'react'
import { when } from '@/lib/locale'
import { soon } from '@/lib/soon'
import { useNow } from '@/lib/useNow'
import { Named } from '@/ui/members/Avatar'
import { TaskCheckbox } from '@/ui/tasks/TaskCheckbox'
import { TaskMenu } from '@/ui/tasks/TaskMenu'
import { useActorName } from '@/ui/words/useActorName'
import { useDirectory } from '@/ui/words/useDirectory'
import { CommentMenu } from '../comments/CommentMenu'
import { EditComment } from '../comments/EditComment'
import { pieces } from '../comments/mentions'
import { At } from './At'
import type { Commented } from './entries'

/** What somebody of the team said to the others, and the task that follows from it. */
export function CommentEntry({ comment, at, zone }: { comment: Commented; at: string; zone: string }) {
  const { t } = useLingui()
  const who = useActorName()(comment.by)
  const [edits, setEdits] = useState(false)
  return (
    <article className="comment">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" fw={600} component="h3" m={0}>
          <IconLock size={13} stroke={1.8} className="lock" aria-label={t`Inside the team`} role="img" />
          {comment.by.startsWith('agent_') ? <Named id={comment.by} name={who} size={18} /> : who}
        </Text>
        <Group gap={4} wrap="nowrap" flex="none">
          <Text size="xs" c="dimmed">
            {comment.forwarded && <Trans>when forwarding a mail · </Trans>}
            <At at={at} zone={zone} />
          </Text>
          <CommentMenu comment={comment} onEdit={() => setEdits(true)} />
        </Group>
      </Group>
      {edits ? <EditComment comment={comment} onClose={() => setEdits(false)} /> : <Said comment={comment} />}
      {comment.edited_at && !comment.deleted_at && <Former comment={comment} zone={zone} />}
      {comment.task && <Task comment={comment} task={comment.task} zone={zone} />}
    </article>
  )
}

function Said({ comment }: { comment: Commented }) {
  const { data } = useDirectory()
  const people = data?.agents.filter((one) => comment.mentions.includes(one.agent_id)) ?? []
  if (comment.deleted_at)
    return (
      <Text size="sm" c="dimmed" fs="italic">
        <Trans>This comment was deleted.</Trans>
      </Text>
    )
  return (
    <Text size="sm" className="said">
      {pieces(comment.body, people).map((piece, place) =>
        piece.who ? <strong key={place}>{piece.text}</strong> : <span key={place}>{piece.text}</span>,
      )}
    </Text>
  )
}

/** That a comment was edited, and for who may read it what it said before. */
function Former({ comment, zone }: { comment: Commented; zone: string }) {
  if (!comment.former?.length)
    return (
      <Text size="xs" c="dimmed">
        <Trans>Edited</Trans>
      </Text>
    )
  return (
    <Text size="xs" c="dimmed" component="details">
      <summary>
        <Trans>Edited: what it said before</Trans>
      </summary>
      {comment.former.map((one) => (
        <Text key={one.until} size="xs" className="said">
          <Trans>Until {when(one.until, zone)}:</Trans> {one.body}
        </Text>
      ))}
    </Text>
  )
}

type TaskOf = NonNullable<Commented['task']>

function Task({ comment, task, zone }: { comment: Commented; task: TaskOf; zone: string }) {
  const who = useActorName()(task.agent_id ?? '')
  const now = useNow(Date.now, 60_000)
  const what = task.text ?? comment.body
  const cancelled = task.state === 'cancelled'
  const late = !task.done && !cancelled && task.due_at !== undefined && Date.parse(task.due_at) < now
  const [due, done] = [task.due_at && soon(task.due_at, zone, now), task.done_at && when(task.done_at, zone)]
  return (
    <Group gap="xs" mt="xs" wrap="nowrap">
      <TaskCheckbox
        leadId={comment.lead_id}
        taskId={task.task_id ?? ''}
        what={what}
        done={task.done}
        may={task.task_id ? task.may : []}
      />
      <Text size="sm" flex={1}>
        {done ? (
          <Trans>Done on {done}</Trans>
        ) : task.done ? (
          <Trans context="one task">Done</Trans>
        ) : task.agent_id ? (
          <Trans>
            {who} · due {due}
          </Trans>
        ) : (
          <Trans>Due {due}</Trans>
        )}
        {what !== comment.body && what && `: ${what}`}
      </Text>
      {late && (
        <Badge color="red" variant="light" tt="none" flex="none">
          <Trans>Late</Trans>
        </Badge>
      )}
      {cancelled && (
        <Badge color="gray" variant="light" tt="none" flex="none">
          <Trans>Cancelled</Trans>
        </Badge>
      )}
      {task.task_id && task.due_at && task.agent_id && (
        <TaskMenu
          task={{
            task_id: task.task_id,
            lead_id: comment.lead_id,
            text: what,
            due_at: task.due_at,
            assignee: task.agent_id,
            may: task.may,
          }}
          zone={zone}
        />
      )}
    </Group>
  )
}
