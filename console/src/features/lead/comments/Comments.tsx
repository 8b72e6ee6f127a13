import { Trans } from '@lingui/react/macro'
import { Badge, Group, Paper, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { commentsQuery } from '@/api/queries/leads'
import { when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { TaskCheckbox } from '@/ui/leads/TaskCheckbox'
import { useDirectory } from '@/ui/words/useDirectory'
import { useActorName } from '@/ui/words/useActorName'
import { CommentForm } from './CommentForm'
import { pieces } from './mentions'
import type { LeadShown } from '../useLead'

/** What the team says among itself about the lead, the latest first. */
export function Comments({ lead, me }: { lead: LeadShown; me: Me }) {
  const { api } = useConsole()
  const comments = useInfiniteQuery(commentsQuery(api, lead.lead_id))
  return (
    <Stack>
      <CommentForm lead={lead} me={me} />
      <Loaded query={comments} height={120}>
        {(items) => (
          <Stack gap="sm">
            {items.length === 0 && (
              <Text c="dimmed" size="sm">
                <Trans>No comments yet. They stay inside the team.</Trans>
              </Text>
            )}
            {items.map((comment) => (
              <Said key={comment.comment_id} comment={comment} me={me} />
            ))}
            <LoadMore of={comments} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}

function Said({ comment, me }: { comment: Shapes['Comment']; me: Me }) {
  const who = useActorName()(comment.by)
  const { data } = useDirectory()
  const people = data?.agents.filter((one) => comment.mentions.includes(one.agent_id)) ?? []
  return (
    <Paper withBorder p="sm" component="article">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {who}
        </Text>
        <Text size="xs" c="dimmed" component="time" dateTime={comment.at}>
          {when(comment.at, me.team.time_zone)}
        </Text>
      </Group>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {pieces(comment.body, people).map((piece, place) =>
          piece.who ? <strong key={place}>{piece.text}</strong> : <span key={place}>{piece.text}</span>,
        )}
      </Text>
      {comment.task && <Task comment={comment} task={comment.task} me={me} />}
    </Paper>
  )
}

function Task({ comment, task, me }: { comment: Shapes['Comment']; task: Shapes['CommentTask']; me: Me }) {
  const who = useActorName()(task.agent_id)
  const now = useNow(Date.now, 60_000)
  const late = !task.done_at && new Date(task.due_at).getTime() < now
  const [due, done] = [when(task.due_at, me.team.time_zone), task.done_at && when(task.done_at, me.team.time_zone)]
  return (
    <Group gap="xs" mt="xs" wrap="nowrap">
      <TaskCheckbox
        leadId={comment.lead_id}
        commentId={comment.comment_id}
        what={comment.body}
        done={Boolean(task.done_at)}
        may={task.may}
      />
      <Text size="sm">
        {done ? (
          <Trans>Done on {done}</Trans>
        ) : (
          <Trans>
            {who}, until {due}
          </Trans>
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
