import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useConsole } from '@/api/context'
import { lasting } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { Quiet, Section } from '@/ui/layout/Page'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import { fullName } from '@/ui/words/names'
import { type Lead, useLeads } from './useLeads'

const [STEP, FIRST] = [10_000, 8]

/** Who waits for my answer, the longest first. */
export function WaitingLeads() {
  const { t } = useLingui()
  const leads = useLeads({ owner: 'me', sort: 'waiting' })
  const waiting = leads.data?.filter((lead) => lead.waiting_since)
  const shown = Math.min(waiting?.length ?? 0, FIRST)
  const all = (
    <GoTo to="/mine">
      <Trans>See your leads</Trans>
    </GoTo>
  )
  return (
    <Section
      title={t`Waiting for your answer`}
      actions={waiting && waiting.length > 0 && <Counted count={waiting.length} shown={shown} />}
    >
      <Loaded query={{ ...leads, data: waiting }} height={120}>
        {(those) =>
          those.length === 0 ? (
            <Quiet action={all}>
              <Trans>Nobody waits: you have answered everybody.</Trans>
            </Quiet>
          ) : (
            <>
              <Items>
                {those.slice(0, FIRST).map((lead) => (
                  <Waiting key={lead.lead_id} lead={lead} />
                ))}
              </Items>
              <div>{all}</div>
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

function Waiting({ lead }: { lead: Lead }) {
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), STEP)
  const wait = lasting(lead.waiting_since ?? lead.since, now)
  return (
    <Item leadId={lead.lead_id} name={fullName(lead.contact)} about={[lead.source_title]}>
      <Text size="sm" fw={600} flex="none" className="tabular">
        <Trans>Waits {wait}</Trans>
      </Text>
    </Item>
  )
}
