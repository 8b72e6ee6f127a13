import { Trans, useLingui } from '@lingui/react/macro'
import { SimpleGrid, Text } from '@mantine/core'
import { Chart } from '@/ui/charts/Chart'
import { LoadTable } from '@/ui/charts/LoadTable'
import { Section } from '@/ui/layout/Page'
import type { Board } from './useDashboard'
import { loadsOf, meanBefore } from './todayByHour'

/** Today by the hour beside the days before, and how much each agent has. */
export default function TodayCharts({ board }: { board: Board }) {
  const { t } = useLingui()
  const { today, before, days } = board.by_hour
  const loads = loadsOf(board.members)
  const title = t`Load per agent`
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <Chart
        title={t`Today by the hour`}
        axis={t`Hour`}
        names={today.map((_, hour) => `${String(hour).padStart(2, '0')}:00`)}
        series={[
          { label: t`Received today`, values: today, as: 'columns' },
          ...(days > 0
            ? [{ label: t`Mean of the ${days} days before`, values: meanBefore(before, days), as: 'line' as const }]
            : []),
        ]}
        note={days === 0 && <Trans>The days before have no hours to compare with yet.</Trans>}
      />
      <Section title={title}>
        {loads.length > 0 ? (
          <LoadTable loads={loads} title={title} />
        ) : (
          <Text c="dimmed">
            <Trans>No agent is on a route.</Trans>
          </Text>
        )}
        <Text size="sm" c="dimmed">
          <Trans>Open leads are as of now; claimed and missed are today's.</Trans>
        </Text>
      </Section>
    </SimpleGrid>
  )
}
