import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { amount } from '@/lib/locale'
import { Bar } from '@/ui/charts/Bar'
import classes from '@/ui/charts/Bar.module.css'
import { Section } from '@/ui/layout/Page'
import { shown } from '../table/columns'
import type { Figures } from '../useReport'
import { funnelOf, type Stage } from './funnelLevels'

/** How far the leads of these days came: a table with bars. */
export function Funnel({ totals }: { totals: Figures }) {
  const { t } = useLingui()
  const levels = funnelOf(totals)
  const most = Math.max(1, ...levels.map((one) => one.count))
  const words: Record<Stage, string> = {
    received: t`Received`,
    owned: t`Claimed or assigned`,
    responded: t({ message: 'Answered', context: 'how many' }),
    appointments: t`Appointments`,
    won: t({ message: 'Won', context: 'how many' }),
  }
  const title = t`From lead to deal`
  return (
    <Section title={title}>
      <table className={classes.cells} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" style={{ width: '58%' }}>
              <Trans>Stage</Trans>
            </th>
            <th scope="col">
              <Trans>How many</Trans>
            </th>
            <th scope="col">
              <Trans>Of received</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.map(({ stage, count, share }) => (
            <tr key={stage}>
              <th scope="row">
                {words[stage]}
                <Bar share={count / most} tone={stage === 'won' ? 'done' : 'open'} />
              </th>
              <td className="tabular">{amount(count)}</td>
              <td className="tabular">{shown(share ?? undefined, 'rate')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="sm" c="dimmed">
        <Trans>
          What happened in these days through routing, not the way of one group of leads: an appointment may be of a
          lead that came before, and a lead may have several.
        </Trans>
      </Text>
    </Section>
  )
}
