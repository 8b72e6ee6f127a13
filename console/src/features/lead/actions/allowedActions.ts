import type { Shapes } from '@/api/client'
import { type Me, supervises } from '@/api/context'

export type Action =
  'claim' | 'pass' | 'give_back' | 'hand_over' | 'assign' | 'release' | 'route' | 'close' | 'reopen' | 'merge'

type Known = Pick<Shapes['Lead'], 'state' | 'owner' | 'source_id' | 'reason' | 'offer' | 'merged_into'>
type Asking = Pick<Me, 'agent_id' | 'role' | 'may_hand_over'> & { team: Pick<Me['team'], 'agents_see_pool'> }

/** Return whether a member works on the lead: as its owner, last owner or supervisor. */
export function mayWork(lead: Pick<Known, 'owner'>, me: Asking): boolean {
  return lead.owner === me.agent_id || supervises(me as Me)
}

/** Return the actions that a member may take on a lead, in display order. */
export function allowedActions(lead: Known, me: Asking): Action[] {
  const chief = supervises(me as Me)
  if (lead.state === 'closed') return mayWork(lead, me) && !lead.merged_into ? ['reopen'] : []
  const owns = lead.state === 'owned' && lead.owner === me.agent_id
  const offered = lead.state === 'offered' && Boolean(lead.offer?.agent_ids.includes(me.agent_id))
  const pooled = lead.state === 'pooled'
  const rules: [Action, boolean][] = [
    ['claim', offered || (pooled && (chief || me.team.agents_see_pool))],
    ['pass', offered],
    ['assign', chief && !owns],
    ['route', chief && pooled && maySend(lead)],
    ['hand_over', owns && (chief || me.may_hand_over)],
    ['give_back', owns],
    ['release', chief && !pooled],
    ['merge', chief],
    ['close', owns || chief],
  ]
  return rules.filter(([, may]) => may).map(([verb]) => verb)
}

/** Return whether a pooled lead may be routed: it has a source, and no route has had it. */
function maySend(lead: Known): boolean {
  return Boolean(lead.source_id) && lead.reason !== 'unclaimed'
}
