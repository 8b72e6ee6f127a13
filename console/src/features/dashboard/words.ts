import { msg } from '@lingui/core/macro'
import type { Board, Standing } from './useDashboard'

type Reason = Standing['receiving']['reasons'][number]
type Pooled = NonNullable<Board['pool']['items'][number]['reason']>

/** What keeps a member from being offered leads, in few words. */
export const HINDRANCES: Record<Reason, ReturnType<typeof msg>> = {
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

/** Why a lead is in the pool, in few words. */
export const POOLED: Record<Pooled, ReturnType<typeof msg>> = {
  no_source: msg`Without a source`,
  no_route: msg`No route takes it`,
  nobody_eligible: msg`Nobody could take it`,
  unclaimed: msg`Nobody claimed it`,
  by_hand: msg`Put there by hand`,
  released: msg`Returned to the pool`,
  given_back: msg`Given back`,
  member_removed: msg`Its agent was removed`,
  routing_failed: msg`Routing failed`,
  own_source: msg`Somebody's own source`,
}
