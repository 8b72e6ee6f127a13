import { Trans, useLingui } from '@lingui/react/macro'
import { Box, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { type Me, useConsole, useMe } from '@/api/context'
import { dateFormat } from '@/lib/formats'
import { useSearchParams } from '@/lib/useSearchParams'
import { wallOf } from '@/lib/zone'
import { Later } from '@/ui/layout/Later'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { PrintButton } from '@/ui/layout/PrintButton'
import { type Address, compared, queryOf } from './address'
import { Export } from './Export'
import { Filters } from './Filters'
import { ClaimTimes } from './charts/ClaimTimes'
import { Speed } from './charts/Speed'
import { Differences } from './figures/Differences'
import { Headline } from './figures/Headline'
import { type ReportData, useReport, useReports } from './useReport'

const DAY = 10
const Below = lazy(async () => ({ default: (await import('./Below')).Below }))
const BELOW = 1600 // pixels of the charts and the table below what is seen first, roughly

/** The routing report, filtered by the URL. */
export function Report() {
  const { t } = useLingui()
  const { clock } = useConsole()
  const { data: me } = useMe()
  const [address, change] = useSearchParams<Address>()
  const query = queryOf(address)
  const report = useReport(query && compared(query))
  const { data } = report
  const zone = me?.team.time_zone ?? data?.time_zone
  return (
    <Page
      title={t`Report`}
      about={data && <Days report={data} />}
      actions={
        data &&
        query && (
          <>
            <PrintButton />
            <Export query={query} name={`routing-${data.by}-${data.from}-${data.to}`} />
          </>
        )
      }
    >
      {zone && (
        <Filters
          address={address}
          shown={data}
          today={wallOf(clock.now(), zone).slice(0, DAY)}
          zone={zone}
          onChange={change}
        />
      )}
      {!query && (
        <Text role="status">
          <Trans>Choose the first and the last day.</Trans>
        </Text>
      )}
      {(query || data) && (
        <Loaded query={report} shape={<Shape />}>
          {(told) => (
            <Box aria-busy={report.isPlaceholderData} opacity={report.isPlaceholderData ? 0.6 : 1}>
              {me && <Parts report={told} me={me} address={address} onChange={change} />}
            </Box>
          )}
        </Loaded>
      )}
    </Page>
  )
}

interface PartsProps {
  report: ReportData
  me: Me
  address: Address
  onChange: (to: Address) => void
}

function Parts({ report, me, address, onChange }: PartsProps) {
  const reports = useReports(queryOf(address), report)
  return (
    <Stack gap="lg">
      <Headline report={report} />
      <Differences reports={reports} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Speed report={report} />
        <ClaimTimes report={report} />
      </SimpleGrid>
      <Later shape={<Skeleton h={BELOW} />}>
        <Suspense fallback={<Skeleton h={BELOW} />}>
          <Below report={report} byAgent={reports.agent} me={me} address={address} onChange={onChange} />
        </Suspense>
      </Later>
    </Stack>
  )
}

/** Which days the figures are of, and which they are compared with. */
function Days({ report }: { report: ReportData }) {
  const { i18n } = useLingui()
  const span = ({ from, to }: { from: string; to: string }) =>
    dateFormat(i18n.locale, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(new Date(from), new Date(to))
  const days = span(report)
  const before = report.previous && span(report.previous)
  return before ? (
    <Trans>
      {days}, compared with {before}
    </Trans>
  ) : (
    days
  )
}

function Shape() {
  return (
    <Stack gap="lg">
      <Skeleton h={180} />
      <Skeleton h={300} />
      <Skeleton h={400} />
    </Stack>
  )
}
