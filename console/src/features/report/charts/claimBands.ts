import type { ReportData } from '../useReport'

/** Return the share of claims within a target; null without claims, or where the target lies inside of a band. */
export function shareWithin(bands: ReportData['claim_times'], seconds: number): number | null {
  const all = bands.reduce((sum, band) => sum + band.claims, 0)
  if (all === 0 || !bands.some((band) => band.to === seconds)) return null
  return (
    bands.filter((band) => band.to !== undefined && band.to <= seconds).reduce((sum, band) => sum + band.claims, 0) /
    all
  )
}
