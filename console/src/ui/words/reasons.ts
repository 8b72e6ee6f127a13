import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

/** Why a lead is where it is without a route's offer: in the pool, or its owner's own. */
export const REASONS: Record<NonNullable<Shapes['Lead']['reason']>, ReturnType<typeof msg>> = {
  no_source: msg`It came without a source`,
  no_route: msg`No route took it`,
  nobody_eligible: msg`Nobody could receive it`,
  unclaimed: msg`Nobody claimed it in time`,
  by_hand: msg`Moved here by hand`,
  released: msg`Returned to the pool`,
  given_back: msg`Given back by its owner`,
  member_removed: msg`Its owner left the team`,
  routing_failed: msg`It could not be routed: check it`,
  unreadable: msg`Nobody was found in it: read it`,
  own_source: msg`From a member's own source`,
}

/** The labels of the outcomes of closed leads. */
export const OUTCOMES: Record<NonNullable<Shapes['Lead']['outcome']>, ReturnType<typeof msg>> = {
  won: msg`Won`,
  lost: msg`Lost`,
  not_interested: msg`Not interested`,
  unreachable: msg`Unreachable`,
  not_a_lead: msg`Not a lead`,
  duplicate: msg`Duplicate`,
}
