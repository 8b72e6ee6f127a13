import type { Me } from '@/api/context'
import { NOTICES } from '@/ui/words/events'

export type Chosen = Me['notifications']
export type Channel = keyof Chosen
export type Kind = Chosen['email'][number]

type Who = 'everybody' | 'supervisors' | 'rainmaker' | 'nobody'

/** Whom each kind is told to, in the order they are shown. */
const TOLD: Record<Kind, Who> = {
  offer: 'everybody',
  offer_missed: 'everybody',
  offer_withdrawn: 'everybody',
  lead_assigned: 'everybody',
  lead_merged: 'everybody',
  leads_received: 'everybody',
  asked_again: 'everybody',
  message: 'everybody',
  response_due: 'everybody',
  response_missed: 'everybody',
  mention: 'everybody',
  task_assigned: 'everybody',
  task_due: 'everybody',
  task_overdue: 'everybody',
  task_done: 'everybody',
  reminded: 'everybody',
  limit_reached: 'everybody',
  address_paused: 'everybody',
  pooled: 'supervisors',
  pooled_long: 'supervisors',
  doubted: 'supervisors',
  attention: 'supervisors',
  possible_duplicate: 'supervisors',
  attempted: 'supervisors',
  route_switched: 'supervisors',
  to_read: 'supervisors',
  erasure_due: 'rainmaker',
  target_disabled: 'rainmaker',
  source_silent: 'rainmaker',
  source_failing: 'rainmaker',
  // Always mailed: nobody chooses it.
  sensitive_act: 'nobody',
}
const ORDER = Object.keys(TOLD) as Kind[]

/** Return the kinds of notifications that a role may choose: its own and the team's. */
export function kindsFor(role: Me['role']): { own: Kind[]; team: Kind[] } {
  const told = (who: Who) => ORDER.filter((kind) => TOLD[kind] === who)
  return {
    own: told('everybody'),
    team: role === 'agent' ? [] : [...told('supervisors'), ...(role === 'rainmaker' ? told('rainmaker') : [])],
  }
}

export const labelOf = (kind: Kind) => NOTICES[kind]

/** Return the choices with one toggled; choices that are hidden from this role stay. */
export function toggled(chosen: Chosen, way: Channel, kind: Kind): Chosen {
  const before = chosen[way]
  const after = before.includes(kind) ? before.filter((one) => one !== kind) : [...before, kind]
  return { ...chosen, [way]: ORDER.filter((one) => after.includes(one)) }
}
