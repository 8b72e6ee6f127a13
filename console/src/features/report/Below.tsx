import { SimpleGrid, Skeleton } from '@mantine/core'
import type { Me } from '@/api/context'
import type { Address } from './address'
import { AgentLoads } from './charts/AgentLoads'
import { Demand } from './charts/Demand'
import { Funnel } from './charts/Funnel'
import { OverTime } from './charts/OverTime'
import { Steps } from './charts/Steps'
import { Rows } from './table/Rows'
import type { ReportData } from './useReport'

interface Props {
  report: ReportData
  /** The same days by agent, once they are there. */
  byAgent: ReportData | undefined
  me: Me
  address: Address
  onChange: (to: Address) => void
}

/** What of the report is not seen at first: the other charts, and the table. Its code comes after what is. */
export function Below({ report, byAgent, me, address, onChange }: Props) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Funnel totals={report.totals} />
        {byAgent ? <AgentLoads report={byAgent} /> : <Skeleton h={300} />}
      </SimpleGrid>
      <Steps totals={report.totals} />
      <OverTime series={report.series} step={report.step} />
      <Demand report={report} />
      <Rows report={report} me={me} address={address} onChange={onChange} />
    </>
  )
}
