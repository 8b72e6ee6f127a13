import { msg } from '@lingui/core/macro'
import type { Me } from '@/api/context'

type Obstacle = Me['receiving']['reasons'][number]

/** What keeps me from being offered leads. */
export const OBSTACLES: Record<Obstacle, ReturnType<typeof msg>> = {
  not_active: msg`Your account is not active.`,
  on_no_active_route: msg`You are on no active route.`,
  paused_team: msg`The team has paused you.`,
  paused_own: msg`You have paused yourself.`,
  missed: msg`You missed several offers in a row, so you are paused until you are back.`,
  hours: msg`You are outside your working hours.`,
  shift: msg`Others are on shift now.`,
  limit_day: msg`You have reached your limit of leads for today.`,
  limit_week: msg`You have reached your limit of leads for this week.`,
  limit_month: msg`You have reached your limit of leads for this month.`,
  limit_open: msg`You have reached your limit of open leads.`,
}

/** What keeps a member from being offered leads, told of them to others. */
export const HINDRANCES: Record<Obstacle, ReturnType<typeof msg>> = {
  not_active: msg`Has not signed in yet`,
  on_no_active_route: msg`On no active route`,
  paused_team: msg`Paused by the team`,
  paused_own: msg`Paused by their own choice`,
  missed: msg`Paused for missed offers`,
  hours: msg`Off hours`,
  shift: msg`Not on shift`,
  limit_day: msg`Day's limit reached`,
  limit_week: msg`Week's limit reached`,
  limit_month: msg`Month's limit reached`,
  limit_open: msg`Limit of open leads reached`,
}
