import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Text } from '@mantine/core'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { ago } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import type { LeadShown } from '../useLead'

/** Whether the conversation is open and the person waits, and the way to open or close it by hand. */
export function ConversationState({ lead }: { lead: LeadShown }) {
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
    <Group justify="space-between" gap={4} wrap="nowrap">
      <Group gap={4}>
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
          variant="subtle"
          px={6}
          flex="none"
          loading={change.isPending}
          onClick={() => change.mutate(open ? 'closed' : 'open')}
        >
          {open ? <Trans>Close conversation</Trans> : <Trans>Open conversation</Trans>}
        </Button>
      )}
    </Group>
  )
}
