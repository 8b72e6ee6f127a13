import { dateFormat } from '@/lib/formats'
import type { ReportData } from '../useReport'

/** A day as `5 nov`, a month as `nov 2026`. */
export function stepName(date: string, step: ReportData['step'], locale: string): string {
  const options: Intl.DateTimeFormatOptions =
    step === 'day' ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' }
  return dateFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(date))
}
