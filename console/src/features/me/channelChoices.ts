import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Me } from '@/api/context'

export type Chosen = Me['notifications']
export type Channel = keyof Chosen
export type Kind = Chosen['email'][number]

type Who = 'everybody' | 'supervisors' | 'rainmaker' | 'nobody'

/** The kinds of news, in the order they are shown, with whom they are told to. */
const KINDS: Record<Kind, { who: Who; label: MessageDescriptor }> = {
  offer: { who: 'everybody', label: msg`A new lead to claim` },
  offer_missed: { who: 'everybody', label: msg`An offer that you missed` },
  offer_withdrawn: { who: 'everybody', label: msg`An offer that was withdrawn` },
  lead_assigned: { who: 'everybody', label: msg`A lead assigned to you` },
  leads_received: { who: 'everybody', label: msg`Leads of a member that was removed` },
  asked_again: { who: 'everybody', label: msg`A lead that asks again` },
  message: { who: 'everybody', label: msg`A lead that writes to you` },
  response_due: { who: 'everybody', label: msg`Half the time to respond is over` },
  response_missed: { who: 'everybody', label: msg`A response that did not come in time` },
  mention: { who: 'everybody', label: msg`A comment that tags you` },
  task_due: { who: 'everybody', label: msg`A task that is due` },
  limit_reached: { who: 'everybody', label: msg`You have reached your limit of leads` },
  pooled: { who: 'supervisors', label: msg`A lead that comes into the pool` },
  pooled_long: { who: 'supervisors', label: msg`A lead that waits in the pool for a quarter of an hour` },
  attention: { who: 'supervisors', label: msg`A conversation that is open for too long` },
  possible_duplicate: { who: 'supervisors', label: msg`A possible duplicate lead` },
  attempted: { who: 'supervisors', label: msg`Somebody tries to enter a lead of the team` },
  route_switched: { who: 'supervisors', label: msg`A route that is switched on or off` },
  erasure_due: { who: 'rainmaker', label: msg`Inactive leads that will be erased` },
  target_disabled: { who: 'rainmaker', label: msg`An outbound webhook that was disabled` },
  // Always mailed: nobody chooses it.
  sensitive_act: { who: 'nobody', label: msg`A sensitive action` },
}
const ORDER = Object.keys(KINDS) as Kind[]

/** Return the kinds of notifications that a role may choose: its own and the team's. */
export function kindsFor(role: Me['role']): { own: Kind[]; team: Kind[] } {
  const told = (who: Who) => ORDER.filter((kind) => KINDS[kind].who === who)
  return {
    own: told('everybody'),
    team: role === 'agent' ? [] : [...told('supervisors'), ...(role === 'rainmaker' ? told('rainmaker') : [])],
  }
}

export const labelOf = (kind: Kind) => KINDS[kind].label

/** Return the choices with one toggled; choices that are hidden from this role stay. */
export function toggled(chosen: Chosen, way: Channel, kind: Kind): Chosen {
  const before = chosen[way]
  const after = before.includes(kind) ? before.filter((one) => one !== kind) : [...before, kind]
  return { ...chosen, [way]: ORDER.filter((one) => after.includes(one)) }
}
