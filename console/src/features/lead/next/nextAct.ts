import type { Me } from '@/api/context'
import type { LeadShown } from '../useLead'

/** What is expected next on a lead. */
export type NextAct =
  { kind: 'respond'; actions: string[]; due: string } | { kind: 'answer'; since: string } | { kind: 'first' }

type Known = Pick<LeadShown, 'may' | 'response' | 'conversation' | 'state' | 'stage' | 'owner'>

/**
 * Return the one act that comes next; nothing where nobody waits.
 *
 * What the lead would be taken away for goes first, then who waits for an answer, then who was never contacted.
 */
export function nextAct(lead: Known, me: Pick<Me, 'agent_id'>): NextAct | null {
  if (lead.response) return { kind: 'respond', actions: [...lead.response.actions], due: lead.response.due }
  if (lead.state === 'closed' || !lead.may.includes('record_interaction')) return null
  const since = lead.conversation?.waiting_since
  if (since && lead.stage !== 'new') return { kind: 'answer', since }
  return lead.owner === me.agent_id && lead.stage === 'new' ? { kind: 'first' } : null
}
