import type { ReportData } from '../useReport'

/** Return in how many steps nine of ten claims were within the target, and how many steps had claims at all. */
export function withinTarget(series: ReportData['series'], seconds: number): { met: number; of: number } {
  const timed = series.flatMap((one) => one.p90_claim_seconds ?? [])
  return { met: timed.filter((one) => one <= seconds).length, of: timed.length }
}
