import { Trans, useLingui } from '@lingui/react/macro'
import { Box, Text } from '@mantine/core'
import { Countdown } from '@/ui/leads/Countdown'
import { Section } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import { Counted } from './Counted'
import { Item, Items } from './Item'
import type { Board } from './useDashboard'

const NAMED = 2
type Offers = Board['offers']

/** The leads that wait for a claim: whose it is, and how long they still have. */
export function Waiting({ offers }: { offers: Offers }) {
  const { t } = useLingui()
  return (
    <Section title={t`Waiting to be claimed`} actions={<Counted count={offers.count} shown={offers.items.length} />}>
      {offers.items.length === 0 ? (
        <Text c="dimmed">
          <Trans>No lead waits for a claim.</Trans>
        </Text>
      ) : (
        <Items>
          {offers.items.map((one) => (
            <Offer key={`${one.lead_id} ${one.deadline}`} one={one} />
          ))}
        </Items>
      )}
    </Section>
  )
}

function Offer({ one }: { one: Offers['items'][number] }) {
  const { t } = useLingui()
  const { member } = useDirectory()
  const named = one.agent_ids.slice(0, NAMED).map(member).join(', ')
  const others = one.agent_ids.length - NAMED
  const whom = others > 0 ? t`${named} and ${others} more` : named
  return (
    <Item leadId={one.lead_id} name={one.name} about={[whom, one.route_title, one.source_title]}>
      <Box w={120} flex="none">
        <Countdown from={one.made_at} deadline={one.deadline} />
      </Box>
    </Item>
  )
}
