import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useConsole, useMe } from '@/api/context'
import { lasting } from '@/lib/duration'
import { useNow } from '@/lib/useNow'
import { when } from '@/lib/locale'
import { GoTo } from '@/ui/layout/GoTo'
import { Quiet, Section } from '@/ui/layout/Page'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import type { Board } from './useDashboard'
import { REASONS } from '@/ui/words/reasons'

const STEP = 10_000
const FIRST = 5
type Pool = Board['pool']

/** The leads that nobody has, those longest there first. */
export function InPool({ pool }: { pool: Pool }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), STEP)
  const oldest = pool.oldest && lasting(pool.oldest, now)
  return (
    <Section title={t`In the pool`} actions={<Counted count={pool.count} shown={Math.min(pool.items.length, FIRST)} />}>
      {oldest ? (
        <>
          <Text size="sm">
            <Trans>The oldest has waited {oldest}.</Trans>{' '}
            <Anchor inherit underline="always" renderRoot={(props) => <Link to="/pool" {...props} />}>
              <Trans>Claim or assign them</Trans>
            </Anchor>
          </Text>
          <Items>
            {pool.items.slice(0, FIRST).map((one) => (
              <Pooled key={one.lead_id} one={one} now={now} />
            ))}
          </Items>
        </>
      ) : (
        <Quiet action={<GoTo to="/leads/new">{t`New lead`}</GoTo>}>
          <Trans>The pool is empty.</Trans>
        </Quiet>
      )}
    </Section>
  )
}

function Pooled({ one, now }: { one: Pool['items'][number]; now: number }) {
  const { t, i18n } = useLingui()
  const { data: me } = useMe()
  const opens = one.routes_at && me ? when(one.routes_at, me.team.time_zone) : undefined
  const held = opens && t`routed ${opens}`
  return (
    <Item
      leadId={one.lead_id}
      name={one.name}
      about={[one.reason && i18n._(REASONS[one.reason]), held, one.source_title]}
    >
      <Text size="sm" fw={600} flex="none" className="tabular">
        {lasting(one.since, now)}
      </Text>
    </Item>
  )
}
