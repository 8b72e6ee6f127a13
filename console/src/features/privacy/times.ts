import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Shapes } from '@/api/client'

type Kept = Shapes['RetentionTimes']
type Given = number | string

/** How long data is kept, as the form has it: what is kept for ever has a switch. */
export interface Times {
  keepsLeads: boolean
  leadsMonths: Given
  deliveriesDays: Given
  importsDays: Given
  keepsAudit: boolean
  auditMonths: Given
  keepsDeals: boolean
  dealYears: Given
}

const [MONTHS, AUDIT_MONTHS, DAYS, YEARS] = [24, 36, 90, 10] // proposed where nothing is set

/** Return the settings as the form has them. Of leads and the audit, what the API leaves out is kept for ever; of deals, not at all. */
export function timesOf(kept: Kept): Times {
  return {
    keepsLeads: kept.leads_months == null,
    leadsMonths: kept.leads_months ?? MONTHS,
    deliveriesDays: kept.deliveries_days ?? DAYS,
    importsDays: kept.imports_days ?? DAYS,
    keepsAudit: kept.audit_months == null,
    auditMonths: kept.audit_months ?? AUDIT_MONTHS,
    keepsDeals: kept.keep_won_years != null,
    dealYears: kept.keep_won_years ?? YEARS,
  }
}

function sentOf(times: Times): Kept {
  return {
    leads_months: times.keepsLeads ? null : Number(times.leadsMonths),
    deliveries_days: Number(times.deliveriesDays),
    imports_days: Number(times.importsDays),
    audit_months: times.keepsAudit ? null : Number(times.auditMonths),
    keep_won_years: times.keepsDeals ? Number(times.dealYears) : null,
  }
}

/** Return what to send: only what differs. */
export function changesOf(before: Times, after: Times): Partial<Kept> {
  const was = sentOf(before)
  const differs = ([name, value]: [string, unknown]) => value !== was[name as keyof Kept]
  return Object.fromEntries(Object.entries(sentOf(after)).filter(differs))
}

const whole = (given: Given, least: number, most: number) =>
  typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most

/** Return what is wrong, by field. */
export function wrongFields(times: Times): Partial<Record<keyof Times, MessageDescriptor>> {
  const months = msg`A whole number from 1 to 240.`
  const days = msg`A whole number from 7 to 365.`
  return {
    ...(times.keepsLeads || whole(times.leadsMonths, 1, 240) ? {} : { leadsMonths: months }),
    ...(times.keepsAudit || whole(times.auditMonths, 1, 240) ? {} : { auditMonths: months }),
    ...(!times.keepsDeals || whole(times.dealYears, 1, 30) ? {} : { dealYears: msg`A whole number from 1 to 30.` }),
    ...(whole(times.deliveriesDays, 7, 365) ? {} : { deliveriesDays: days }),
    ...(whole(times.importsDays, 7, 365) ? {} : { importsDays: days }),
  }
}
