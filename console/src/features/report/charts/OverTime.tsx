import { useLingui } from '@lingui/react/macro'
import { Chart } from '@/ui/charts/Chart'
import type { ReportData } from '../useReport'
import { stepName } from './dates'

/** The team's figures from day to day, or from month to month of a long range. */
export function OverTime({ series, step }: Pick<ReportData, 'series' | 'step'>) {
  const { t, i18n } = useLingui()
  return (
    <Chart
      title={step === 'day' ? t`Day by day` : t`Month by month`}
      names={series.map(({ date }) => stepName(date, step, i18n.locale))}
      axis={step === 'day' ? t`Day` : t`Month`}
      series={[
        { label: t`Received`, values: series.map((one) => one.received), as: 'line' },
        { label: t`Claimed`, values: series.map((one) => one.claimed), as: 'line' },
        { label: t`Assigned`, values: series.map((one) => one.assigned), as: 'line' },
        { label: t`Expired`, values: series.map((one) => one.expired), as: 'line' },
      ]}
    />
  )
}
