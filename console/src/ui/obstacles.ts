import { msg } from '@lingui/core/macro'
import type { Me } from '@/api/context'

/** What keeps somebody from being offered leads, in the words of people. */
export const OBSTACLES: Record<Me['receiving']['reasons'][number], ReturnType<typeof msg>> = {
  not_active: msg`Your account is not active.`,
  on_no_active_route: msg`You are on no active route.`,
  paused_team: msg`The team has paused you.`,
  paused_own: msg`You have paused yourself.`,
  missed: msg`You missed several offers in a row, so you are paused until you are back.`,
  hours: msg`You are outside your working hours.`,
  limit_day: msg`You have reached your limit of leads for today.`,
  limit_week: msg`You have reached your limit of leads for this week.`,
  limit_month: msg`You have reached your limit of leads for this month.`,
  limit_open: msg`You have reached your limit of open leads.`,
}
