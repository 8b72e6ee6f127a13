import { Trans, useLingui } from '@lingui/react/macro'
import { duration } from '@/lib/duration'
import { Chart } from '@/ui/charts/Chart'
import type { ReportData } from '../useReport'
import { stepName } from './dates'
import { withinTarget } from './targetMet'

/** How long leads waited to be claimed, over time and against the team's target. */
export function Speed({ report }: { report: ReportData }) {
  const { t, i18n } = useLingui()
  const { series, step, claim_target_seconds: seconds } = report
  const target = duration(seconds)
  const { met, of } = withinTarget(series, seconds)
  return (
    <Chart
      title={t`Speed to lead`}
      axis={step === 'day' ? t`Day` : t`Month`}
      names={series.map(({ date }) => stepName(date, step, i18n.locale))}
      measure="time"
      target={{ label: t`Target ${target}`, value: seconds }}
      series={[
        { label: t`Median`, values: series.map((one) => one.median_claim_seconds), as: 'line' },
        { label: t`90 % within`, values: series.map((one) => one.p90_claim_seconds), as: 'line' },
      ]}
      says={
        of === 0 ? (
          <Trans>Nothing was claimed in these days.</Trans>
        ) : step === 'day' ? (
          <Trans>
            On {met} of {of} days with claims, nine of ten leads were claimed within the target.
          </Trans>
        ) : (
          <Trans>
            In {met} of {of} months with claims, nine of ten leads were claimed within the target.
          </Trans>
        )
      }
      note={<Trans>From the offer to its claim; what expired is not in it. The target is in Settings.</Trans>}
    />
  )
}
