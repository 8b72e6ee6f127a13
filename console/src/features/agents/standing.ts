import { msg } from '@lingui/core/macro'
import type { Standing } from './useAgents'

type Reason = Standing['receiving']['reasons'][number]

/** What keeps a member from being offered leads, in few words. */
export const REASONS: Record<Reason, ReturnType<typeof msg>> = {
  not_active: msg`Has not signed in yet`,
  on_no_active_route: msg`On no active route`,
  paused_team: msg`Paused by the team`,
  paused_own: msg`Paused by themself`,
  missed: msg`Paused for missed offers`,
  hours: msg`Off hours`,
  limit_day: msg`Day's limit reached`,
  limit_week: msg`Week's limit reached`,
  limit_month: msg`Month's limit reached`,
  limit_open: msg`Limit of open leads reached`,
}
