import { Trans, useLingui } from '@lingui/react/macro'
import { Grid, Skeleton, Stack, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useNow } from '@/lib/useNow'
import { lasting } from '@/lib/duration'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { Conversations } from './Conversations'
import { Members } from './Members'
import { InPool } from './InPool'
import { Responses } from './Responses'
import { Today } from './Today'
import { type Board, useDashboard } from './useDashboard'
import { Waiting } from './Waiting'

const TodayCharts = lazy(() => import('./TodayCharts'))

/** What waits, what waits longest first; who is there; and how today went. */
export function Dashboard() {
  const { t } = useLingui()
  const board = useDashboard()
  return (
    <Page title={t`Dashboard`} actions={board.data && <Updated at={board.dataUpdatedAt} />}>
      <Loaded query={board} shape={<Shape />}>
        {(data) => <Parts board={data} />}
      </Loaded>
    </Page>
  )
}

function Parts({ board }: { board: Board }) {
  return (
    <>
      <Today today={board.today} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Conversations open={board.conversations} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="lg">
            <Waiting offers={board.offers} />
            <InPool pool={board.pool} />
          </Stack>
        </Grid.Col>
      </Grid>
      <Members members={board.members} />
      <Responses response={board.response} />
      <Suspense fallback={<Skeleton h={320} />}>
        <TodayCharts board={board} />
      </Suspense>
    </>
  )
}

/** The age of the data. */
function Updated({ at }: { at: number }) {
  const now = useNow(Date.now)
  const age = lasting(new Date(at).toISOString(), now)
  return (
    <Text size="sm" c="dimmed" className="tabular">
      <Trans>Updated {age} ago</Trans>
    </Text>
  )
}

function Shape() {
  return (
    <Stack gap="lg">
      <Skeleton h={110} />
      <Skeleton h={260} />
      <Skeleton h={320} />
    </Stack>
  )
}
