import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

type Words = ReturnType<typeof msg>

/** The kinds of notifications, in the order they are shown. */
export const NOTICES: Record<Shapes['Me']['notifications']['email'][number], Words> = {
  offer: msg`A new lead to claim`,
  offer_missed: msg`An offer that you missed`,
  offer_withdrawn: msg`An offer that was withdrawn`,
  lead_assigned: msg`A lead assigned to you`,
  lead_merged: msg`Leads that were merged`,
  leads_received: msg`Leads of a member that was removed`,
  asked_again: msg`A lead that asks again`,
  message: msg`A lead that writes to you`,
  response_due: msg`Half the time to respond is over`,
  response_missed: msg`A response that did not come in time`,
  mention: msg`A comment that tags you`,
  task_assigned: msg`A task that you are given`,
  task_due: msg`A task that is due`,
  task_overdue: msg`A task that you gave is overdue`,
  task_done: msg`A task that you gave is done`,
  limit_reached: msg`You have reached your limit of leads`,
  pooled: msg`A lead that comes into the pool`,
  pooled_long: msg`A lead that waits in the pool for a quarter of an hour`,
  doubted: msg`A lead that is said to be none`,
  reminded: msg`A Manager reminds you of your leads`,
  attention: msg`A conversation that is open for too long`,
  possible_duplicate: msg`A possible duplicate lead`,
  attempted: msg`Somebody tries to enter a lead of the team`,
  route_switched: msg`A route that is switched on or off`,
  to_read: msg`The first mail of a day that waits to be read`,
  erasure_due: msg`Inactive leads that will be erased`,
  address_paused: msg`An address to which no mail goes any more`,
  target_disabled: msg`An outbound webhook that was disabled`,
  source_silent: msg`A source that has fallen silent`,
  source_failing: msg`A source whose deliveries cannot be read`,
  sensitive_act: msg`A sensitive action`,
}

/** What an outbound webhook may be told of, in the order in which it happens. */
export const EVENTS: Record<Shapes['OutboundWebhook']['events'][number], Words> = {
  'lead.received': msg`A lead came in`,
  'lead.offered': msg`A lead is offered`,
  'lead.claimed': msg`A lead is claimed`,
  'lead.assigned': msg`A lead is assigned`,
  'lead.pooled': msg`A lead went to the pool`,
  'lead.closed': msg`A lead is closed`,
}
