import { Trans, useLingui } from '@lingui/react/macro'
import { Box } from '@mantine/core'
import { Countdown } from '@/ui/leads/Countdown'
import { GoTo } from '@/ui/layout/GoTo'
import { Quiet, Section } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import type { Board } from './useDashboard'

const NAMED = 2
type Offers = Board['offers']

/** The leads that wait for a claim: whose it is, and how long they still have. */
export function Waiting({ offers }: { offers: Offers }) {
  const { t } = useLingui()
  return (
    <Section title={t`Waiting to be claimed`} actions={<Counted count={offers.count} shown={offers.items.length} />}>
      {offers.items.length === 0 ? (
        <Quiet action={<GoTo to="/routes/try">{t`Try a lead`}</GoTo>}>
          <Trans>No lead waits for a claim.</Trans>
        </Quiet>
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
