import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconBellRinging, IconClock, IconUserQuestion } from '@/ui/icons'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { lasting } from '@/lib/duration'
import { useNow } from '@/lib/useNow'

const STEP = 10_000

interface Props {
  one: Shapes['OpenConversation']
}

/** How long a person waits and how urgent that is, in colour and in words; and since when the conversation is open. */
export function Urgency({ one }: Props) {
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), STEP)
  const age = lasting(one.opened_at, now)
  const wait = one.waiting_since && lasting(one.waiting_since, now)
  return (
    <Stack gap={4} align="end" flex="none">
      <Text size="sm" fw={600} className="tabular">
        {wait ? <Trans>Waits {wait}</Trans> : <Trans context="one conversation">Answered</Trans>}
      </Text>
      <Text size="xs" c="dimmed" className="tabular">
        <Trans>Open {age}</Trans>
      </Text>
    </Stack>
  )
}

/** The marks of a conversation: how urgent it is, and whether its owner has done nothing yet, where that is too long. */
export function Marks({ one, alone = false }: Props & { alone?: boolean }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), STEP)
  const idle = (alone || one.level !== 'ok') && one.idle_since && lasting(one.idle_since, now)
  const reminded = one.reminded_at && lasting(one.reminded_at, now)
  if (one.level === 'ok' && !idle && !reminded) return null
  return (
    <Group gap={6}>
      {one.level === 'attention' && <Mark colour="red" icon={IconAlertTriangle} text={t`Needs attention`} />}
      {one.level === 'warn' && <Mark colour="orange" icon={IconClock} text={t`Waits too long`} />}
      {idle && <Mark colour="gray" icon={IconUserQuestion} text={t`Nothing done for ${idle}`} />}
      {reminded && <Mark colour="blue" icon={IconBellRinging} text={t`Reminded ${reminded} ago`} />}
    </Group>
  )
}

function Mark({ colour, icon: Sign, text }: { colour: string; icon: typeof IconClock; text: string }) {
  return (
    <Badge
      variant="light"
      color={colour}
      c="var(--mantine-color-text)"
      tt="none"
      leftSection={<Sign size={12} aria-hidden />}
    >
      {text}
    </Badge>
  )
}
