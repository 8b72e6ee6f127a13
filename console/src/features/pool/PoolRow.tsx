import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Box, Card, Stack, Text, Title } from '@mantine/core'
import { IconClock } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import { ago, when } from '@/lib/locale'
import { LeadFacts } from '@/ui/leads/LeadFacts'
import { fullName } from '@/ui/words/names'
import { REASONS } from '@/ui/words/reasons'
import { GoneNote } from './GoneNote'
import { PoolActions } from './PoolActions'

interface Props {
  lead: Shapes['Lead']
  gone: boolean
  now: number
}

/** A pooled lead: who, what they look for, why it is here and since when, and what can be done. */
export const PoolRow = memo(function PoolRow({ lead, gone, now }: Props) {
  const { t } = useLingui()
  const name = fullName(lead.contact) || t`Without a name`
  return (
    <Box pb="xs">
      <Card withBorder padding="md" className="pool-row">
        <Stack gap={6} miw={0}>
          <Title order={2} size="h5" lineClamp={1}>
            <Anchor
              inherit
              c="var(--mantine-color-text)"
              renderRoot={(props) => (
                <Link data-row-link to="/leads/$leadId" params={{ leadId: lead.lead_id }} {...props} />
              )}
            >
              {name}
            </Anchor>
          </Title>
          <LeadFacts attributes={lead.attributes} />
        </Stack>
        <Why lead={lead} now={now} />
        {gone ? <GoneNote leadId={lead.lead_id} /> : <PoolActions lead={lead} name={name} />}
      </Card>
    </Box>
  )
})

function Why({ lead, now }: { lead: Shapes['Lead']; now: number }) {
  const { i18n } = useLingui()
  const me = useMe()
  const zone = me.data?.team.time_zone
  const routing = lead.routes_at && zone ? when(lead.routes_at, zone) : null
  return (
    <Stack gap={2} miw={0}>
      <Text size="sm" fw={500}>
        <IconClock size={14} aria-hidden style={{ verticalAlign: -2, marginRight: 4 }} />
        <time dateTime={lead.since} {...(zone ? { title: when(lead.since, zone) } : {})}>
          {ago(lead.since, now)}
        </time>
      </Text>
      {lead.reason && <Text size="sm">{i18n._(REASONS[lead.reason])}</Text>}
      {routing && (
        <Text size="sm">
          <Trans>Goes through routing automatically: {routing}</Trans>
        </Text>
      )}
      <Text size="sm" c="dimmed" truncate>
        {lead.source_title ?? '–'}
      </Text>
    </Stack>
  )
}
