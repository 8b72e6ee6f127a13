import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { Bar } from '@/ui/charts/Bar'
import classes from '@/ui/charts/Bar.module.css'
import { Section } from '@/ui/layout/Page'
import { shown } from '../table/columns'
import type { Figures } from '../useReport'

type Seconds = Extract<keyof Figures, `${string}_seconds`>

interface Step {
  label: ReturnType<typeof msg>
  median: Seconds
  most: Seconds
  working?: Seconds
}

const STEPS: Step[] = [
  {
    label: msg`Received → offered`,
    median: 'median_received_to_offer_seconds',
    most: 'p90_received_to_offer_seconds',
    working: 'median_received_to_offer_working_seconds',
  },
  {
    label: msg`Offered → delivered`,
    median: 'median_offer_to_delivered_seconds',
    most: 'p90_offer_to_delivered_seconds',
  },
  {
    label: msg`Delivered → seen`,
    median: 'median_delivered_to_seen_seconds',
    most: 'p90_delivered_to_seen_seconds',
  },
  { label: msg`Seen → claimed`, median: 'median_seen_to_claim_seconds', most: 'p90_seen_to_claim_seconds' },
  {
    label: msg`Offered → claimed`,
    median: 'median_claim_seconds',
    most: 'p90_claim_seconds',
    working: 'median_claim_working_seconds',
  },
  {
    label: msg`Theirs → first response`,
    median: 'median_response_seconds',
    most: 'p90_response_seconds',
    working: 'median_response_working_seconds',
  },
  {
    label: msg`Received → contacted`,
    median: 'median_received_to_contact_seconds',
    most: 'p90_received_to_contact_seconds',
    working: 'median_received_to_contact_working_seconds',
  },
]

/** Where the time goes between a lead's receipt and the first contact: a table with bars, step by step. */
export function Steps({ totals }: { totals: Figures }) {
  const { t, i18n } = useLingui()
  const longest = Math.max(1, ...STEPS.map((one) => totals[one.median] ?? 0))
  const title = t`Step by step`
  return (
    <Section title={title}>
      <table className={classes.cells} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" style={{ width: '40%' }}>
              <Trans>Step</Trans>
            </th>
            <th scope="col">
              <Trans>Median</Trans>
            </th>
            <th scope="col">
              <Trans>Working time</Trans>
            </th>
            <th scope="col">
              <Trans>90 % within</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {STEPS.map(({ label, median, most, working }) => (
            <tr key={median}>
              <th scope="row">
                {i18n._(label)}
                <Bar share={(totals[median] ?? 0) / longest} tone="open" />
              </th>
              <td className="tabular">{shown(totals[median], 'time')}</td>
              <td className="tabular">{working ? shown(totals[working], 'time') : ''}</td>
              <td className="tabular">{shown(totals[most], 'time')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="sm" c="dimmed">
        <Trans>
          An offer is delivered when a push service accepts it, and seen when its agent's console first fetches it. Of
          mails nobody knows, so an offer claimed from one counts neither.
        </Trans>
      </Text>
    </Section>
  )
}
