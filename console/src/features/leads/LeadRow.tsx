import { useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Box, Card, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { ago, lasting, money, when } from '@/lib/locale'
import { StateBadge } from '@/ui/leads/StateBadge'
import { Named } from '@/ui/members/Avatar'
import { fullName } from '@/ui/words/names'
import { OUTCOMES } from '@/ui/words/reasons'
import { STAGES } from '@/ui/words/states'
import type { Column } from './columns'
import type { Lead } from './useLeads'

/** Leads of the team show their state and owner, my own how far they have come. */
export type Shown = 'team' | 'mine'

interface Props {
  lead: Lead
  now: number
  /** The team's time zone, once it is known. */
  zone: string | undefined
  shown: Shown
  /** Whether it is chosen, where leads can be. */
  chosen: boolean | undefined
  onChoose: ((lead: Lead) => void) | undefined
}

interface RowProps extends Props {
  columns: Column[]
}

/** A lead as a row of the table. Scrolling draws only rows that come into sight. */
export const LeadRow = memo(function LeadRow({ lead, now, zone, shown, chosen, onChoose, columns }: RowProps) {
  return (
    <>
      {onChoose && (
        <div role="cell" className="above">
          <Choose lead={lead} chosen={chosen} onChoose={onChoose} />
        </div>
      )}
      <div role="cell">
        <Name lead={lead} />
      </div>
      {columns.includes('source') && (
        <Text component="div" role="cell" size="sm" truncate>
          {lead.source_title ?? '–'}
        </Text>
      )}
      {columns.includes('state') && (
        <div role="cell">
          <How lead={lead} shown={shown} />
        </div>
      )}
      {shown === 'team' && columns.includes('owner') && (
        <Text component="div" role="cell" size="sm" truncate>
          {lead.owner && lead.owner_name ? <Named id={lead.owner} name={lead.owner_name} /> : '–'}
        </Text>
      )}
      {columns.includes('waiting') && (
        <div role="cell">
          <Waits lead={lead} now={now} short />
        </div>
      )}
      {columns.includes('activity') && (
        <div role="cell">
          <Since instant={lead.last_activity_at} now={now} zone={zone} />
        </div>
      )}
    </>
  )
})

/** A lead as a card, for a phone. */
export const LeadCard = memo(function LeadCard({ lead, now, zone, shown, chosen, onChoose }: Props) {
  return (
    <Box pb="xs">
      <Card withBorder padding="sm" className="lead-card">
        <Group wrap="nowrap" align="start" gap="sm">
          {onChoose && (
            <div className="above">
              <Choose lead={lead} chosen={chosen} onChoose={onChoose} />
            </div>
          )}
          <Stack gap={6} flex={1} miw={0}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Name lead={lead} />
              <How lead={lead} shown={shown} />
            </Group>
            <Text size="sm" c="dimmed" truncate>
              {[lead.source_title, shown === 'team' && lead.owner_name].filter(Boolean).join(' · ')}
            </Text>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              {lead.waiting_since ? <Waits lead={lead} now={now} /> : <span />}
              <Since instant={lead.last_activity_at} now={now} zone={zone} />
            </Group>
          </Stack>
        </Group>
      </Card>
    </Box>
  )
})

type ChooseProps = Pick<Props, 'lead' | 'chosen'> & { onChoose: (lead: Lead) => void }

function Choose({ lead, chosen = false, onChoose }: ChooseProps) {
  const { t } = useLingui()
  const name = fullName(lead.contact) || t`Without a name`
  return <Checkbox aria-label={t`Choose ${name}`} checked={chosen} onChange={() => onChoose(lead)} />
}

function Name({ lead }: { lead: Lead }) {
  const { t } = useLingui()
  return (
    <Anchor
      className="row-link"
      c="var(--mantine-color-text)"
      underline="never"
      fw={600}
      size="sm"
      truncate
      display="block"
      renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: lead.lead_id }} {...props} />}
    >
      {fullName(lead.contact) || t`Without a name`}
    </Anchor>
  )
}

function How({ lead, shown }: { lead: Lead; shown: Shown }) {
  const { i18n } = useLingui()
  const known = lead.outcome
    ? OUTCOMES[lead.outcome]
    : shown === 'team' && lead.state === 'owned'
      ? STAGES[lead.stage]
      : null
  const { reason, value } = lead.closing ?? {}
  const more = [known && i18n._(known), reason, value && money(value.amount, value.currency)]
    .filter(Boolean)
    .join(' · ')
  return (
    <Group gap={6} wrap="nowrap" flex="none">
      {shown === 'team' || lead.state === 'closed' ? (
        <StateBadge state={lead.state} />
      ) : (
        <Badge variant="default" tt="none" flex="none">
          {i18n._(STAGES[lead.stage])}
        </Badge>
      )}
      {more && (
        <Text size="xs" c="dimmed" visibleFrom="sm" truncate>
          {more}
        </Text>
      )}
    </Group>
  )
}

/** Since when the person waits for an answer; a dash where they do not. */
function Waits({ lead, now, short = false }: { lead: Lead; now: number; short?: boolean }) {
  const { t } = useLingui()
  if (!lead.waiting_since)
    return (
      <Text size="sm" c="dimmed" aria-label={t`Does not wait`} role="img">
        –
      </Text>
    )
  const time = lasting(lead.waiting_since, now)
  return (
    <Badge
      variant="light"
      color="orange"
      c="var(--mantine-color-text)"
      tt="none"
      leftSection={<IconClock size={12} aria-hidden />}
    >
      {short ? time : t`Waits ${time}`}
    </Badge>
  )
}

function Since({ instant, now, zone }: { instant: string; now: number; zone: string | undefined }) {
  return (
    <Text
      size="sm"
      c="dimmed"
      component="time"
      truncate
      display="block"
      dateTime={instant}
      {...(zone ? { title: when(instant, zone) } : {})}
    >
      {ago(instant, now)}
    </Text>
  )
}
