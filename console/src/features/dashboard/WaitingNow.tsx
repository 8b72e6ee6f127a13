import { Trans, useLingui } from '@lingui/react/macro'
import { GoTo } from '@/ui/layout/GoTo'
import { Quiet, Section } from '@/ui/layout/Page'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import { Marks, Urgency } from '@/ui/leads/Urgency'
import type { Board } from './useDashboard'

const FIRST = 8

/** Who waits for an answer now, the longest first: with whom, who has them, and how urgent it is. */
export function WaitingNow({ waiting, open }: { waiting: Board['waiting']; open: number }) {
  const { t } = useLingui()
  const shown = waiting.items.slice(0, FIRST)
  return (
    <Section title={t`Who waits now`} actions={<Counted count={waiting.count} shown={shown.length} />}>
      {shown.length === 0 ? (
        <Quiet action={<GoTo to="/conversations">{t`See the open conversations`}</GoTo>}>
          {open > 0 ? (
            <Trans>Nobody waits for an answer.</Trans>
          ) : (
            <Trans>No conversation is open. A new lead opens one, and a person who writes again.</Trans>
          )}
        </Quiet>
      ) : (
        <>
          <Items>
            {shown.map((one) => (
              <Item
                key={one.lead_id}
                leadId={one.lead_id}
                name={one.name}
                about={[one.owner_name ?? t`Nobody has it`, one.source_title]}
                below={<Marks one={one} />}
              >
                <Urgency one={one} />
              </Item>
            ))}
          </Items>
          <GoTo to="/conversations" search={{ which: 'waiting' }}>{t`See all who wait`}</GoTo>
        </>
      )}
    </Section>
  )
}
