import { Trans, useLingui } from '@lingui/react/macro'
import { Table } from '@mantine/core'
import { duration } from '@/lib/duration'
import { Section } from '@/ui/layout/Page'
import type { Board } from './useDashboard'

type Times = Board['response']['today']
const NONE = '—'

/** Response times: median and 90th percentile of claims and first responses. */
export function Responses({ response }: { response: Board['response'] }) {
  const { t } = useLingui()
  return (
    <Section title={t`Response times`}>
      <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">
                <Trans>Days</Trans>
              </Table.Th>
              <Table.Th scope="col">
                <Trans>Claim, median</Trans>
              </Table.Th>
              <Table.Th scope="col">
                <Trans>Claim, 90 %</Trans>
              </Table.Th>
              <Table.Th scope="col">
                <Trans>First response, median</Trans>
              </Table.Th>
              <Table.Th scope="col">
                <Trans>First response, 90 %</Trans>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Row name={t`Today`} times={response.today} />
            <Row name={t`Seven days`} times={response.week} />
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}

function Row({ name, times }: { name: string; times: Times }) {
  const figures: [string, number | undefined][] = [
    ['claim', times.median_claim_seconds],
    ['claim 90', times.p90_claim_seconds],
    ['response', times.median_response_seconds],
    ['response 90', times.p90_response_seconds],
  ]
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      {figures.map(([key, seconds]) => (
        <Table.Td key={key} className="tabular">
          {seconds === undefined ? NONE : duration(seconds)}
        </Table.Td>
      ))}
    </Table.Tr>
  )
}
