import { Trans, useLingui } from '@lingui/react/macro'
import { Box, Skeleton, Stack, Text } from '@mantine/core'
import { useConsole, useMe } from '@/api/context'
import { useSearchParams } from '@/lib/useSearchParams'
import { wallOf } from '@/lib/zone'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { type Address, queryOf } from './address'
import { Export } from './Export'
import { Filters } from './Filters'
import { OverTime } from './OverTime'
import { Rows } from './table/Rows'
import { Totals } from './Totals'
import { type ReportData, useReport } from './useReport'

const DAY = 10

/** The routing report, filtered by the URL. */
export function Report() {
  const { t } = useLingui()
  const { clock } = useConsole()
  const { data: me } = useMe()
  const [address, change] = useSearchParams<Address>()
  const query = queryOf(address)
  const report = useReport(query)
  const { data } = report
  const zone = me?.team.time_zone ?? data?.time_zone
  return (
    <Page
      title={t`Report`}
      about={data && <Days report={data} />}
      actions={data && query && <Export query={query} name={`routing-${data.by}-${data.from}-${data.to}`} />}
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
              <Parts report={told} address={address} onChange={change} />
            </Box>
          )}
        </Loaded>
      )}
    </Page>
  )
}

function Parts({
  report,
  address,
  onChange,
}: {
  report: ReportData
  address: Address
  onChange: (to: Address) => void
}) {
  return (
    <Stack gap="lg">
      <Totals totals={report.totals} before={report.previous?.totals} />
      <OverTime series={report.series} step={report.step} />
      <Rows report={report} address={address} onChange={onChange} />
    </Stack>
  )
}

/** Which days the figures are of, and which they are compared with. */
function Days({ report }: { report: ReportData }) {
  const { i18n } = useLingui()
  const span = ({ from, to }: { from: string; to: string }) =>
    new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(
      new Date(from),
      new Date(to),
    )
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
