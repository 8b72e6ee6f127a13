import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

export type LimitName = keyof Required<Shapes['Limits']>
/** Limits as they stand in a form: nothing typed is no limit. */
export type LimitsTyped = Record<LimitName, number | ''>

export const LIMITS: LimitName[] = ['per_day', 'per_week', 'per_month', 'open']

export const LIMIT_WORDS: Record<LimitName, ReturnType<typeof msg>> = {
  per_day: msg`Per day`,
  per_week: msg`Per week`,
  per_month: msg`Per month`,
  open: msg`Open at once`,
}

/** The limits as a form shows them. */
export function typed(limits: Shapes['Limits']): LimitsTyped {
  return {
    per_day: limits.per_day ?? '',
    per_week: limits.per_week ?? '',
    per_month: limits.per_month ?? '',
    open: limits.open ?? '',
  }
}

/** The limits that a form says; 0 is a limit, nothing is none. */
export function asked(form: LimitsTyped): Required<Shapes['Limits']> {
  const said = (name: LimitName) => (form[name] === '' ? null : form[name])
  return { per_day: said('per_day'), per_week: said('per_week'), per_month: said('per_month'), open: said('open') }
}

/** The limit that can never be reached, because a longer time allows less; none if all make sense. */
export function idle(form: LimitsTyped): LimitName | undefined {
  const order: LimitName[] = ['per_day', 'per_week', 'per_month']
  return order.find((name, at) => {
    const longer = order.slice(at + 1).map((one) => form[one])
    return form[name] !== '' && longer.some((one) => one !== '' && one < Number(form[name]))
  })
}
