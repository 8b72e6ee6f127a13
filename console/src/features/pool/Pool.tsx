import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useNow } from '@/lib/useNow'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { VirtualList } from '@/ui/lists/VirtualList'
import { Page } from '@/ui/layout/Page'
import { LeadsCsv } from '@/ui/leads/LeadsCsv'
import './pool.css'
import { PoolRow } from './PoolRow'
import type { PoolEntry } from './poolRows'
import { usePool } from './usePool'

const MINUTE = 60_000
const ROW = 112
const idOf = ({ lead }: PoolEntry) => lead.lead_id

/** The leads that nobody has, the longest there first: anybody may claim them. */
export function Pool() {
  const { t } = useLingui()
  const now = useNow(Date.now, MINUTE)
  const { pool, shown, gone, dismissGone } = usePool()
  const count = shown.length
  return (
    <Page
      title={t`Pool`}
      about={<Trans>Leads that nobody has, the longest there first.</Trans>}
      actions={<LeadsCsv ids={shown.filter((one) => !one.gone).map(idOf)} />}
    >
      <Loaded query={pool} shape={<Shape />}>
        {() =>
          count === 0 && !pool.hasNextPage ? (
            <Empty
              title={t`The pool is empty`}
              action={
                <GoTo to="/leads/new">
                  <Trans>New lead</Trans>
                </GoTo>
              }
            >
              <Trans>Leads that no route takes, or that nobody claims, wait here.</Trans>
            </Empty>
          ) : (
            <Stack gap="xs">
              <Group mih={30} gap="sm" justify="space-between">
                <Text size="sm" c="dimmed" role="status">
                  {gone > 0 ? (
                    <Plural value={gone} one="# has left the pool meanwhile" other="# have left the pool meanwhile" />
                  ) : (
                    <Plural value={count} one="# lead" other="# leads" />
                  )}
                  {gone === 0 && pool.hasNextPage && ' +'}
                </Text>
                {gone > 0 && (
                  <Button size="compact-sm" variant="default" onClick={dismissGone}>
                    <Trans>Remove them</Trans>
                  </Button>
                )}
              </Group>
              <VirtualList items={shown} keyOf={idOf} height={ROW} pages={pool} as="items" label={t`Pool`}>
                {(one) => <PoolRow {...one} now={now} />}
              </VirtualList>
            </Stack>
          )
        }
      </Loaded>
    </Page>
  )
}

function Shape() {
  return (
    <Stack gap="xs">
      {[1, 2, 3, 4].map((one) => (
        <Skeleton key={one} h={100} />
      ))}
    </Stack>
  )
}
