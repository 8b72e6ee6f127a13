import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useConsole } from '@/api/context'
import { lasting } from '@/lib/duration'
import { useNow } from '@/lib/useNow'
import { GoTo } from '@/ui/layout/GoTo'
import { Quiet, Section } from '@/ui/layout/Page'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import type { Board } from './useDashboard'
import { longestWaitFirst } from './waiting'

const STEP = 10_000
const FIRST = 8
type Open = Board['conversations']

/** The open conversations, those first in which somebody waits: with whom, who has them, and how long the person waits for an answer. */
export function Conversations({ open }: { open: Open }) {
  const { t } = useLingui()
  const [all, setAll] = useState(false)
  const items = longestWaitFirst(open.items)
  const shown = all ? items : items.slice(0, FIRST)
  return (
    <Section title={t`Open conversations`} actions={<Counted count={open.count} shown={shown.length} />}>
      {open.items.length === 0 ? (
        <Quiet action={<GoTo to="/leads">{t`See all leads`}</GoTo>}>
          <Trans>No conversation is open. A new lead opens one, and a person who writes again.</Trans>
        </Quiet>
      ) : (
        <Items>
          {shown.map((one) => (
            <Conversation key={one.lead_id} one={one} />
          ))}
        </Items>
      )}
      {shown.length < open.items.length && (
        <Button variant="default" onClick={() => setAll(true)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Section>
  )
}

function Conversation({ one }: { one: Open['items'][number] }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), STEP)
  const age = lasting(one.opened_at, now)
  const wait = one.waiting_since && lasting(one.waiting_since, now)
  return (
    <Item leadId={one.lead_id} name={one.name} about={[one.owner_name ?? t`Nobody has it`, one.source_title]}>
      <Stack gap={2} align="end" flex="none">
        <Text size="sm" fw={600} className="tabular">
          {wait ? <Trans>Waits {wait}</Trans> : <Trans>Answered</Trans>}
        </Text>
        <Group gap={6} wrap="nowrap">
          {one.attention && (
            <>
              <Badge
                visibleFrom="sm"
                variant="default"
                tt="none"
                leftSection={<IconAlertTriangle size={12} aria-hidden />}
              >
                <Trans>Needs attention</Trans>
              </Badge>
              <Box hiddenFrom="sm" role="img" aria-label={t`Needs attention`} lh={1}>
                <IconAlertTriangle size={16} aria-hidden />
              </Box>
            </>
          )}
          <Text size="xs" c="dimmed" className="tabular">
            <Trans>Open {age}</Trans>
          </Text>
        </Group>
      </Stack>
    </Item>
  )
}
