import { Trans, useLingui } from '@lingui/react/macro'
import { duration } from '@/lib/duration'
import { percent } from '@/lib/formats'
import { Chart } from '@/ui/charts/Chart'
import type { ReportData } from '../useReport'
import { shareWithin } from './claimBands'

/** How the times to claim are distributed. */
export function ClaimTimes({ report }: { report: ReportData }) {
  const { t, i18n } = useLingui()
  const { claim_times: bands, claim_target_seconds: seconds } = report
  const target = duration(seconds)
  const share = shareWithin(bands, seconds)
  const within = share !== null && percent(i18n.locale, share, 0)
  return (
    <Chart
      title={t`How long claims take`}
      axis={t`Time to claim`}
      names={bands.map(({ from, to }) =>
        to === undefined ? `≥ ${duration(from)}` : `${duration(from)} – ${duration(to)}`,
      )}
      labels={bands.map(({ from, to }) => (to === undefined ? `> ${duration(from)}` : duration(to)))}
      series={[{ label: t`Claims`, values: bands.map((band) => band.claims), as: 'columns' }]}
      says={
        within ? (
          <Trans>
            {within} of the claims came within the target of {target}.
          </Trans>
        ) : (
          <Trans>Each column counts the claims up to its time, from that of the column before.</Trans>
        )
      }
      note={
        <Trans>Columns span unequal times. A claim may stand in the next column by at most 4.9 % of its time.</Trans>
      }
    />
  )
}
