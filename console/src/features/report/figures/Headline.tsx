import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Box, Paper, SimpleGrid, Text } from '@mantine/core'
import { Sparkline } from '@/ui/charts/Sparkline'
import { type Kind, shown } from '../table/columns'
import type { ReportData } from '../useReport'
import { Changed } from './Changed'

type Key = 'received' | 'claim_rate' | 'median_claim_seconds' | 'won'

const FIGURES: { key: Key; label: ReturnType<typeof msg>; kind: Kind }[] = [
  { key: 'received', label: msg`Leads received`, kind: 'count' },
  { key: 'claim_rate', label: msg`Claim rate`, kind: 'rate' },
  { key: 'median_claim_seconds', label: msg`Speed to lead, median`, kind: 'time' },
  { key: 'won', label: msg({ message: 'Won', context: 'how many' }), kind: 'count' },
]

/** The team's four figures: how much, against the period before, and how they went. */
export function Headline({ report }: { report: ReportData }) {
  const { i18n } = useLingui()
  const before = report.previous?.totals
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, md: 4 }} spacing={{ base: 'xs', sm: 'md' }}>
      {FIGURES.map(({ key, label, kind }) => (
        <Paper
          key={key}
          withBorder
          p={{ base: 'sm', sm: 'lg' }}
          miw={0}
          display="flex"
          style={{ flexDirection: 'column' }}
        >
          <Text component="dt" size="sm" c="dimmed" lh={1.3}>
            {i18n._(label)}
          </Text>
          <Text component="dd" m={0} fz={{ base: 24, sm: 32 }} fw={700} lh={1.2} className="tabular figure">
            {shown(report.totals[key], kind)}
          </Text>
          <Text component="dd" m={0} size="sm" c="dimmed" mih="1.5em">
            {before && <Changed now={report.totals[key]} before={before[key]} kind={kind} />}
          </Text>
          <Box component="dd" m={0} mt="auto">
            <Sparkline values={report.series.map((one) => one[key])} />
          </Box>
        </Paper>
      ))}
    </SimpleGrid>
  )
}
