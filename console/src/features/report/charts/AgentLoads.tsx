import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { LoadTable } from '@/ui/charts/LoadTable'
import { Section } from '@/ui/layout/Page'
import type { ReportData } from '../useReport'

/** What each agent has now, and what they claimed and missed in these days. */
export function AgentLoads({ report }: { report: ReportData }) {
  const { t } = useLingui()
  const title = t`Load per agent`
  const loads = report.rows.flatMap((row) =>
    row.agent_id && row.load && (row.received > 0 || row.load.open_leads > 0 || (row.routes ?? []).length > 0)
      ? [
          {
            agentId: row.agent_id,
            name: row.name ?? '',
            open: row.load.open_leads,
            claimed: row.claimed,
            missed: row.expired,
          },
        ]
      : [],
  )
  return (
    <Section title={title}>
      {loads.length > 0 ? (
        <LoadTable loads={loads} title={title} />
      ) : (
        <Text c="dimmed">
          <Trans>No agent is on a route.</Trans>
        </Text>
      )}
      <Text size="sm" c="dimmed">
        <Trans>Open leads are as of now; claimed and missed are of these days.</Trans>
      </Text>
    </Section>
  )
}
