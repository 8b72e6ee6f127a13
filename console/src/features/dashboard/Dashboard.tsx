import { Trans, useLingui } from '@lingui/react/macro'
import { Grid, Skeleton, Stack, Text } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { useNow } from '@/lib/useNow'
import { lasting } from '@/lib/duration'
import { Later } from '@/ui/layout/Later'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { Doubted } from './Doubted'
import { Gaps } from './Gaps'
import { Members } from './Members'
import { InPool } from './InPool'
import { NeedsYou, PARTS } from './NeedsYou'
import { Responses } from './Responses'
import { SourcesToLookAt } from './SourcesToLookAt'
import { Today } from './Today'
import { type Board, useDashboard } from './useDashboard'
import { useGaps } from './useGaps'
import { Waiting } from './Waiting'
import { WaitingNow } from './WaitingNow'

const TodayCharts = lazy(() => import('./TodayCharts'))
const BELOW = 1200 // pixels of what is below what is seen first, roughly

/** Who needs a supervisor now, who is there, and how today went; on top what is the caller's own. */
export function Dashboard({ children }: { children?: ReactNode }) {
  const { t } = useLingui()
  const board = useDashboard()
  return (
    <Page title={t`Dashboard`} actions={board.data && <Updated at={board.dataUpdatedAt} />}>
      {children}
      <Loaded query={board} shape={<Shape />}>
        {(data) => <Parts board={data} />}
      </Loaded>
    </Page>
  )
}

function Parts({ board }: { board: Board }) {
  const gaps = useGaps()
  return (
    <>
      <NeedsYou board={board} gaps={gaps} />
      <SourcesToLookAt />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <WaitingNow waiting={board.waiting} open={board.conversations.count} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="lg">
            <div id={PARTS.offers}>
              <Waiting offers={board.offers} />
            </div>
            <Doubted doubts={board.doubts} />
            <InPool pool={board.pool} />
            {gaps && <Gaps gaps={gaps} />}
          </Stack>
        </Grid.Col>
      </Grid>
      <Later shape={<Skeleton h={BELOW} />}>
        <Today today={board.today} />
        <Members members={board.members} />
        <Responses response={board.response} />
        <Suspense fallback={<Skeleton h={320} />}>
          <TodayCharts board={board} />
        </Suspense>
      </Later>
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
