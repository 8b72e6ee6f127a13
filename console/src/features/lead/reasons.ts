import { msg } from '@lingui/core/macro'
import type { LeadShown } from './useLead'

/** Why a lead is where it is, without a route's offer. */
export const REASONS: Record<NonNullable<LeadShown['reason']>, ReturnType<typeof msg>> = {
  no_source: msg`It came without a source, so no route could take it.`,
  no_route: msg`No route took it.`,
  nobody_eligible: msg`Nobody on the route could receive it.`,
  unclaimed: msg`Nobody claimed it in time.`,
  by_hand: msg`It was entered straight into the pool.`,
  released: msg`It was returned to the pool.`,
  given_back: msg`Its owner gave it back.`,
  member_removed: msg`Its owner left the team.`,
  routing_failed: msg`Routing failed: somebody should read it.`,
  own_source: msg`It came through a source of its owner's own.`,
}

/** What a lead came to. */
export const OUTCOMES: Record<NonNullable<LeadShown['outcome']>, ReturnType<typeof msg>> = {
  won: msg`Won`,
  lost: msg`Lost`,
  not_interested: msg`Not interested`,
  unreachable: msg`Unreachable`,
  not_a_lead: msg`Not a lead`,
  duplicate: msg`Duplicate`,
}

/** The ways to reach a person. */
export const CHANNELS = {
  call: msg`Phone call`,
  whatsapp: msg`WhatsApp`,
  text: msg`Text`,
  email: msg`E-mail`,
}

export type Channel = keyof typeof CHANNELS
export const EVERY_CHANNEL = Object.keys(CHANNELS) as Channel[]
