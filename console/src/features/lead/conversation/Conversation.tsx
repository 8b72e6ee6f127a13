import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { messagesQuery } from '@/api/queries/leads'
import { ago, when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { useActorName } from '@/ui/words/useActorName'
import { LogMessage } from './LogMessage'
import { CHANNELS } from '../contact/channels'
import type { LeadShown } from '../useLead'

/** What the person and the team have written to each other, the latest first. */
export function Conversation({ lead }: { lead: LeadShown }) {
  const { api } = useConsole()
  const messages = useInfiniteQuery(messagesQuery(api, lead.lead_id))
  return (
    <Stack>
      <State lead={lead} />
      <LogMessage lead={lead} />
      <Loaded query={messages} height={120}>
        {(items) => (
          <Stack gap="sm">
            {items.length === 0 && !lead.message && (
              <Text c="dimmed" size="sm">
                <Trans>
                  Nothing has been written yet. Log what is said, so that whoever has the lead next knows it.
                </Trans>
              </Text>
            )}
            {items.map((message) => (
              <Bubble key={message.message_id} {...message} />
            ))}
            <LoadMore of={messages} />
            {!messages.hasNextPage && lead.message && (
              <Bubble direction="in" body={lead.message} at={lead.created_at} by="provider" />
            )}
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}

/** Whether the conversation is open and the person waits, and the way to open or close it by hand. */
function State({ lead }: { lead: LeadShown }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const now = useNow(Date.now, 60_000)
  const open = Boolean(lead.conversation)
  const params = { path: { lead_id: lead.lead_id } }
  const put = (state: 'open' | 'closed') => body(api.POST('/leads/{lead_id}/conversation', { params, body: { state } }))
  const undo = useApiMutation(put, { touches: TOUCHED.conversation })
  const change = useApiMutation(put, {
    touches: TOUCHED.conversation,
    onSuccess: () =>
      open
        ? offerUndo(t`The conversation is closed.`, () => undo.mutate('open'))
        : offerUndo(t`The conversation is open.`, () => undo.mutate('closed')),
  })
  const waiting = lead.conversation?.waiting_since
  const since = waiting && ago(waiting, now)
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <Badge variant={open ? 'light' : 'default'} tt="none">
          {open ? <Trans>Conversation open</Trans> : <Trans>Conversation closed</Trans>}
        </Badge>
        {since && (
          <Text size="sm" c="dimmed">
            <Trans>Waits for an answer: {since}</Trans>
          </Text>
        )}
      </Group>
      {lead.may.includes(open ? 'close_conversation' : 'open_conversation') && (
        <Button
          size="compact-sm"
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate(open ? 'closed' : 'open')}
        >
          {open ? <Trans>Close conversation</Trans> : <Trans>Open conversation</Trans>}
        </Button>
      )}
    </Group>
  )
}

interface BubbleProps {
  direction: 'in' | 'out'
  channel?: keyof typeof CHANNELS
  body: string
  at: string
  by: string
}

function Bubble({ direction, channel, body: said, at, by }: BubbleProps) {
  const { i18n } = useLingui()
  const me = useMe()
  const who = useActorName()(by)
  const incoming = direction === 'in'
  return (
    <Paper
      p="sm"
      maw="85%"
      miw={160}
      style={{ alignSelf: incoming ? 'flex-start' : 'flex-end' }}
      bg={incoming ? 'var(--mantine-color-default-hover)' : 'var(--mantine-primary-color-light)'}
    >
      <Text size="xs" fw={600}>
        {incoming ? <Trans>The person wrote</Trans> : <Trans>Written to by {who}</Trans>}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {said}
      </Text>
      <Text size="xs" mt={2}>
        {channel && `${i18n._(CHANNELS[channel])} · `}
        <time dateTime={at}>{me.data && when(at, me.data.team.time_zone)}</time>
      </Text>
    </Paper>
  )
}
