import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Card, Group, Skeleton, Stack, Switch, Tabs, Text, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useMe } from '@/api/context'
import { countdown } from '@/lib/clock'
import { Empty } from '@/ui/Empty'
import { Failed, useRefusal } from '@/ui/Failed'
import { SortableList } from '@/ui/SortableList'
import { useDirectory } from '@/ui/useDirectory'
import { RULES } from '@/ui/rules'
import { type Route, useReorder, useRoutes, useSwitch } from './useRoutes'

/** The routes in their order: the one nearest the top that fits takes a lead. */
export function Routes() {
  const { t } = useLingui()
  const me = useMe()
  const routes = useRoutes()
  const refusal = useRefusal()
  const reorder = useReorder(refusal)
  const [tab, setTab] = useState<Route['status']>('active')
  if (routes.isError) return <Failed error={routes.error} again={() => void routes.refetch()} />
  if (routes.isPending) return <Skeleton h={320} aria-busy aria-label={t`Loading`} />
  const { items, order } = routes.data
  const shown = items.filter((route) => route.status === tab)
  const may = me.data?.role === 'rainmaker'

  /** Where one tab is put in order, the routes of the other keep their places. */
  function inOrder(ids: string[]) {
    const left = [...ids]
    const whole = items.map((route) => (route.status === tab ? (left.shift() as string) : route.route_id))
    reorder.mutate({ ids: whole, version: order.version })
  }

  return (
    <Stack>
      <Title order={1} size="h2">
        <Trans>Routes</Trans>
      </Title>
      <Tabs value={tab} onChange={(chosen) => setTab(chosen as Route['status'])}>
        <Tabs.List>
          <Tabs.Tab value="active">
            <Trans>Active</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="paused">
            <Trans>Paused</Trans>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          {shown.length === 0 ? (
            <Empty title={tab === 'active' ? t`No active route` : t`No paused route`}>
              {tab === 'active' && <Trans>Without one, leads go to the pool.</Trans>}
            </Empty>
          ) : may ? (
            <SortableList items={shown} id={(r) => r.route_id} name={(r) => r.title} onOrder={inOrder}>
              {(route, handle) => <RouteRow route={route} place={items.indexOf(route) + 1} handle={handle} may />}
            </SortableList>
          ) : (
            shown.map((route) => (
              <RouteRow key={route.route_id} route={route} place={items.indexOf(route) + 1} handle={null} may={false} />
            ))
          )}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

function RouteRow({ route, place, handle, may }: { route: Route; place: number; handle: ReactNode; may: boolean }) {
  const { t, i18n } = useLingui()
  const refusal = useRefusal()
  const turn = useSwitch(refusal)
  const names = useDirectory()
  const on = turn.isPending ? route.status !== 'active' : route.status === 'active'
  const sources =
    route.sources === 'all' ? t`All sources` : route.sources.map((source) => names.source(source)).join(', ')
  return (
    <Card withBorder padding="sm" mb="xs">
      <Group wrap="nowrap" gap="sm">
        {handle}
        <Text className="tabular" c="dimmed" w={24} ta="end">
          {place}
        </Text>
        <Stack gap={2} flex={1} miw={0}>
          <Group gap="xs">
            <Text fw={600}>{route.title}</Text>
            <Badge variant="light" tt="none">
              {i18n._(RULES[route.rule])}
            </Badge>
            {route.activation && (
              <Badge variant="light" color="grape" tt="none">
                <Trans>Special</Trans>
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed" truncate>
            {sources} · {route.agents.map((seat) => names.member(seat.agent_id)).join(', ')}
            {route.rule !== 'assign_to_agent' && ` · ${countdown(route.claim_seconds)}`}
          </Text>
        </Stack>
        <Switch
          checked={on}
          disabled={!may || turn.isPending}
          onChange={() => turn.mutate(route)}
          aria-label={t`${route.title} takes leads`}
        />
      </Group>
    </Card>
  )
}
