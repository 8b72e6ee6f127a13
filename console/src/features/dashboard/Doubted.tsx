import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useConsole } from '@/api/context'
import { lasting } from '@/lib/duration'
import { useNow } from '@/lib/useNow'
import { Section } from '@/ui/layout/Page'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import type { Board } from './useDashboard'

const STEP = 10_000

/** The leads of which their owner says that they are none, until a supervisor confirms or refuses that. */
export function Doubted({ doubts }: { doubts: Board['doubts'] }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), STEP)
  if (doubts.count === 0) return null
  return (
    <Section title={t`Not a lead?`} actions={<Counted count={doubts.count} shown={doubts.items.length} />}>
      <Text size="sm">
        <Trans>Whoever had them says that these are no leads. Open each one to confirm or refuse that.</Trans>
      </Text>
      <Items>
        {doubts.items.map((one) => (
          <Item key={one.lead_id} leadId={one.lead_id} name={one.name} about={[one.by_name, one.source_title]}>
            <Text size="sm" fw={600} flex="none" className="tabular">
              {lasting(one.at, now)}
            </Text>
          </Item>
        ))}
      </Items>
    </Section>
  )
}
