import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS, TOUCHED } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { useConnected } from '@/lib/useOnline'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'

type Mail = Shapes['ToReadEntry']

const LINES = 6
const SHORT = 240 // characters: what fits into as many lines on a phone

/** A mail that does not say who asks, as plain text, and what can be made of it. */
export function OneMail({ mail, zone }: { mail: Mail; zone: string }) {
  const { t } = useLingui()
  const subject = mail.subject || t`Without a subject`
  return (
    <Paper withBorder p="md" component="article" aria-label={subject}>
      <Stack gap="xs">
        <Stack gap={2}>
          <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
            {subject}
          </Title>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {[mail.sender, mail.source_title].filter(Boolean).join(' · ')} ·{' '}
            <time dateTime={mail.at}>{when(mail.at, zone)}</time>
          </Text>
        </Stack>
        <Said mail={mail} />
        <Acts mail={mail} subject={subject} />
      </Stack>
    </Paper>
  )
}

function Said({ mail }: { mail: Mail }) {
  const { t } = useLingui()
  const [open, { toggle }] = useDisclosure()
  const { text } = mail
  if (!text)
    return (
      <Text size="sm" c="dimmed">
        {text === '' ? <Trans>It has no text.</Trans> : <Trans>What was sent is not kept any more.</Trans>}
      </Text>
    )
  const long = text.length > SHORT || text.split('\n').length > LINES
  return (
    <Stack gap={4} align="start">
      <Text
        size="sm"
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        {...(long && !open ? { lineClamp: LINES } : {})}
      >
        {text}
      </Text>
      {mail.cut && (open || !long) && (
        <Text size="sm" c="dimmed">
          <Trans>Only the beginning is shown.</Trans>
        </Text>
      )}
      {long && (
        <Button size="compact-sm" variant="subtle" ml={-8} onClick={toggle} aria-expanded={open}>
          {open ? t`Show less` : t`Read all`}
        </Button>
      )}
    </Stack>
  )
}

function Acts({ mail, subject }: { mail: Mail; subject: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const navigate = useNavigate()
  const connected = useConnected()
  const offerUndo = useUndoToast()
  const params = { path: { source_id: mail.source_id, delivery_id: mail.delivery_id } }
  const make = useApiMutation(() => body(api.POST('/to-read/{source_id}/{delivery_id}/lead', { params })), {
    touches: [KEYS.toRead, ...TOUCHED.lead],
    onSuccess: ({ lead_id }) => void navigate({ to: '/leads/$leadId', params: { leadId: lead_id } }),
  })
  const restore = useApiMutation(() => body(api.POST('/to-read/{source_id}/{delivery_id}/restore', { params })), {
    touches: [KEYS.toRead],
  })
  const dismiss = useApiMutation(() => body(api.POST('/to-read/{source_id}/{delivery_id}/dismiss', { params })), {
    touches: [KEYS.toRead],
    onSuccess: () => offerUndo(t`Dismissed: ${subject}`, () => restore.mutate(), KEYS.toRead[0]),
  })
  const busy = make.isPending || dismiss.isPending
  return (
    <Group gap="xs">
      <Button
        onClick={() => make.mutate()}
        loading={make.isPending}
        disabled={!connected || busy || mail.text === undefined}
        aria-label={t`Make a lead: ${subject}`}
      >
        <Trans>Make a lead</Trans>
      </Button>
      <Button
        variant="default"
        onClick={() => dismiss.mutate()}
        loading={dismiss.isPending}
        disabled={!connected || busy}
        aria-label={t`Dismiss: ${subject}`}
      >
        <Trans>Dismiss</Trans>
      </Button>
    </Group>
  )
}
