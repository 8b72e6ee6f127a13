import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { Chart } from '@/ui/charts/Chart'
import { Section } from '@/ui/layout/Page'
import type { ReportData } from './useReport'

/** The team's figures from day to day, or from month to month of a long range. */
export function OverTime({ series, step }: Pick<ReportData, 'series' | 'step'>) {
  const { t, i18n } = useLingui()
  const title = step === 'day' ? t`Day by day` : t`Month by month`
  const names = useMemo(() => series.map(({ date }) => named(date, step, i18n.locale)), [series, step, i18n.locale])
  const lines = useMemo(
    () => [
      { label: t`Received`, values: series.map((one) => one.received) },
      { label: t`Claimed`, values: series.map((one) => one.claimed) },
      { label: t`Assigned`, values: series.map((one) => one.assigned) },
      { label: t`Expired`, values: series.map((one) => one.expired) },
    ],
    [series, t],
  )
  return (
    <Section title={title}>
      <Chart title={title} names={names} axis={step === 'day' ? t`Day` : t`Month`} lines={lines} />
    </Section>
  )
}

/** A day as `5 nov`, a month as `nov 2026`. */
function named(date: string, step: ReportData['step'], locale: string): string {
  const options: Intl.DateTimeFormatOptions =
    step === 'day' ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' }
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(date))
}
