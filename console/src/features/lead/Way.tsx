import { Trans, useLingui } from '@lingui/react/macro'
import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Shapes } from '@/api/client'
import type { Me } from '@/api/context'
import { duration } from '@/lib/duration'
import { when } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import type { LeadShown } from './useLead'

type Speed = Shapes['LeadTimes']
type OfferTimes = Speed['offers'][number]

/** How fast the lead went: each step after its receipt, and each offer with what is known of its way. */
export function Way({ lead, me }: { lead: LeadShown & { speed?: Speed }; me: Me }) {
  const { t } = useLingui()
  const { speed } = lead
  if (!speed || (!speed.offered_at && !speed.contacted_at)) return null
  const after = (at: string) => since(speed.received_at, at)
  return (
    <Section title={t`How fast it went`}>
      <Stack gap="xs" component="dl" m={0}>
        <Line name={t`Received`}>{when(speed.received_at, me.team.time_zone)}</Line>
        {speed.offered_at && <Line name={t`First offered or assigned`}>{after(speed.offered_at)}</Line>}
        {speed.offers.map((one) => (
          <Offered key={`${one.agent_id} ${one.offered_at}`} one={one} />
        ))}
        {speed.owned_at && <Line name={t`First owned`}>{after(speed.owned_at)}</Line>}
        {speed.contacted_at && <Line name={t`First contact`}>{after(speed.contacted_at)}</Line>}
      </Stack>
    </Section>
  )
}

/** An offer to one agent. What is not known of it is not said. */
function Offered({ one }: { one: OfferTimes }) {
  const { t } = useLingui()
  const names = useDirectory()
  const after = (at: string | undefined) => at && since(one.offered_at, at)
  const delivered = after(one.delivered_at)
  const seen = after(one.seen_at)
  const claimed = after(one.claimed_at)
  const steps = [
    delivered && t`delivered ${delivered}`,
    seen && t`seen ${seen}`,
    claimed && t`claimed ${claimed}`,
  ].filter(Boolean)
  const name = names.member(one.agent_id)
  return (
    <Line name={t`Offer to ${name}`}>
      {steps.length > 0 ? steps.join(', ') : <Trans>Neither delivered nor seen, as far as is known</Trans>}
    </Line>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} className="tabular">
        {children}
      </Text>
    </div>
  )
}

/** How long after an instant another was: `+ 12 s`. */
function since(from: string, at: string): string {
  return `+ ${duration((Date.parse(at) - Date.parse(from)) / 1000)}`
}
