import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Text } from '@mantine/core'
import { memo } from 'react'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { lasting } from '@/lib/duration'
import { useNow } from '@/lib/useNow'
import { Section } from '@/ui/layout/Page'
import { Item, Items } from '@/ui/leads/Item'
import { StateBadge } from '@/ui/leads/StateBadge'
import { fullName } from '@/ui/words/names'
import { OUTCOMES } from '@/ui/words/reasons'
import { RemoveSamples } from './RemoveSamples'
import { SampleBadge } from './SampleBadge'
import { useSamples } from './useSamples'

const MINUTE = 60_000

/** The sample leads, apart from the team's own; nothing where there are none. */
export const Samples = memo(function Samples() {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), MINUTE)
  const samples = useSamples()
  if (!samples?.length) return null
  return (
    <Section title={t`Sample data`} actions={<RemoveSamples />}>
      <Text size="sm" c="dimmed">
        <Trans>This is how leads look. Only Rainmakers see these, and they count nowhere.</Trans>
      </Text>
      <Items>
        {samples.map((lead) => (
          <Sample key={lead.lead_id} lead={lead} now={now} />
        ))}
      </Items>
    </Section>
  )
})

function Sample({ lead, now }: { lead: Shapes['Lead']; now: number }) {
  const { t, i18n } = useLingui()
  const time = lead.waiting_since && lasting(lead.waiting_since, now)
  const more = [time && t`Waits ${time}`, lead.outcome && i18n._(OUTCOMES[lead.outcome]), lead.message]
  return (
    <Item leadId={lead.lead_id} name={fullName(lead.contact)} about={more}>
      <Group gap={6} justify="end" flex="none" maw="50%">
        <SampleBadge />
        <StateBadge state={lead.state} />
      </Group>
    </Item>
  )
}
