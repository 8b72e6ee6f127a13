import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

type LimitName = keyof Shapes['Limits']

export const LIMITS: LimitName[] = ['per_day', 'per_week', 'per_month', 'open']

export const LIMIT_WORDS: Record<LimitName, ReturnType<typeof msg>> = {
  per_day: msg`Per day`,
  per_week: msg`Per week`,
  per_month: msg`Per month`,
  open: msg`Open at once`,
}
