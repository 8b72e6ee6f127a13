import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Tabs } from '@mantine/core'
import { IconPlus, IconTestPipe } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { SortableList } from '@/ui/lists/SortableList'
import { LintHints, problemsFor } from '../LintHints'
import { CsvButton } from '@/ui/lists/CsvButton'
import { wholeOrder } from './reorder'
import { useRouteRows } from './useRouteRows'
import { RouteRow } from './RouteRow'
import { useLint, usePlanner } from '../useRoute'
import { type Route, useReorder, useRoutes } from '../useRoutes'

/** The routes in their order: the one nearest the top that fits takes a lead. */
export function Routes() {
  const { t } = useLingui()
  const { plans } = usePlanner()
  const routes = useRoutes()
  const lint = useLint()
  const rows = useRouteRows()
  return (
    <Page
      title={t`Routes`}
      about={<Trans>A lead goes to the first route from the top that fits it.</Trans>}
      actions={
        <>
          <CsvButton name={t`routes`} rows={() => rows(routes.data?.items ?? [])} />
          <Actions plans={plans} />
        </>
      }
    >
      <Loaded query={routes} height={320}>
        {({ items }) => (
          <>
            <LintHints problems={problemsFor(lint.data?.items, undefined)} />
            <Lists items={items} plans={plans} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Actions({ plans }: { plans: boolean }) {
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTestPipe size={16} aria-hidden />}
        renderRoot={(props) => <Link to="/routes/try" {...props} />}
      >
        <Trans>Try a lead</Trans>
      </Button>
      {plans && (
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/routes/new" {...props} />}
        >
          <Trans>New route</Trans>
        </Button>
      )}
    </>
  )
}

function Lists({ items, plans }: { items: Route[]; plans: boolean }) {
  const [tab, setTab] = useState<Route['status']>('active')
  const count = (status: Route['status']) => items.filter((route) => route.status === status).length
  const [active, paused] = [count('active'), count('paused')]
  return (
    <Tabs value={tab} onChange={(chosen) => setTab(chosen as Route['status'])}>
      <Tabs.List>
        <Tabs.Tab value="active">
          <Trans>Active ({active})</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="paused">
          <Trans>Paused ({paused})</Trans>
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={tab} pt="md">
        <List items={items} status={tab} plans={plans} />
      </Tabs.Panel>
    </Tabs>
  )
}

function List({ items, status, plans }: { items: Route[]; status: Route['status']; plans: boolean }) {
  const { t } = useLingui()
  const refusal = useErrorToast()
  const reorder = useReorder(refusal)
  const lint = useLint()
  const shown = items.filter((route) => route.status === status)
  const rowOf = (route: Route) => ({
    route,
    place: shown.indexOf(route) + 1,
    after: status === 'paused' ? activeAbove(items, route) : undefined,
    problems: problemsFor(lint.data?.items, route.route_id),
  })
  if (shown.length === 0)
    return (
      <Empty
        title={status === 'active' ? t`No active route` : t`No paused route`}
        action={
          plans && (
            <GoTo to="/routes/new" variant="filled">
              <Trans>New route</Trans>
            </GoTo>
          )
        }
      >
        {status === 'active' && <Trans>Without one, leads go to the pool.</Trans>}
      </Empty>
    )
  if (!plans) return shown.map((route) => <RouteRow key={route.route_id} {...rowOf(route)} handle={null} />)

  const idsOf = (routes: Route[]) => routes.map((route) => route.route_id)
  const inOrder = (ids: string[]) => reorder.mutate(wholeOrder(idsOf(items), idsOf(shown), ids))
  return (
    <SortableList items={shown} id={(r) => r.route_id} name={(r) => r.title} onOrder={inOrder}>
      {(route, handle) => <RouteRow {...rowOf(route)} handle={handle} />}
    </SortableList>
  )
}

/** Return the active route after which a paused one stands; null at the top. */
function activeAbove(items: Route[], route: Route): Route | null {
  return items.slice(0, items.indexOf(route)).findLast((one) => one.status === 'active') ?? null
}
