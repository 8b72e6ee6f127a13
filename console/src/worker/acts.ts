import type { Pushed, PushTexts } from './pushed'

/** What a push's buttons do with its offer. */
export type OfferAct = 'claim' | 'pass'

/** How an act ended, as the server told it. */
export type ActOutcome = 'claimed' | 'passed' | 'taken' | 'too_late' | 'limit' | 'unreached'

/** The names of the words for buttons and outcomes, among those of the pushes. */
export const ACT_TEXTS = {
  claim: 'act_claim',
  pass: 'act_pass',
  claimed: 'act_claimed',
  passed: 'act_passed',
  taken: 'act_taken',
  too_late: 'act_too_late',
  limit: 'act_limit',
  unreached: 'act_unreached',
} as const satisfies Record<OfferAct | ActOutcome, string>

// For a worker whose console has stored no words yet.
const UNKNOWN: Record<OfferAct | ActOutcome, string> = {
  claim: 'Reclamar · Claim',
  pass: 'Pasar · Pass',
  claimed: 'Es tuyo · It is yours',
  passed: 'Pasado · Passed',
  taken: 'Otro agente fue más rápido · Another agent was faster',
  too_late: 'Demasiado tarde · Too late',
  limit: 'Has llegado a tu límite · You have reached your limit',
  unreached: 'Relevo no responde · No answer from Relevo',
}

/** Return the words for a button or an outcome, in the device's language. */
export function wordsOf(what: OfferAct | ActOutcome, texts: PushTexts): string {
  return texts[ACT_TEXTS[what]]?.one ?? UNKNOWN[what]
}

/** Return the buttons of a push: only an offer whose push may act has any. */
export function actionsOf({ kind, claim }: Pushed, texts: PushTexts): { action: OfferAct; title: string }[] {
  if (kind !== 'offer' || !claim) return []
  return (['claim', 'pass'] as const).map((action) => ({ action, title: wordsOf(action, texts) }))
}

/** Return how an act ended; null stands for no answer. Only the server's yes counts as one. */
export function outcomeOf(act: OfferAct, answer: { ok: boolean; code?: string } | null): ActOutcome {
  if (!answer) return 'unreached'
  if (answer.ok) return act === 'claim' ? 'claimed' : 'passed'
  switch (answer.code) {
    case 'already_claimed':
      return act === 'claim' ? 'taken' : 'too_late'
    case 'limit_reached':
      return 'limit'
    case 'offer_expired':
    case 'lead_closed':
    case 'lead_merged':
    case 'lead_erased':
    case 'sample_lead':
    case 'not_offered':
    case 'not_found':
    case 'forbidden':
      return 'too_late'
    default:
      return 'unreached'
  }
}

/** Return the screen that an outcome opens: the lead once it is one's own, else the offers. */
export function screenOfOutcome(outcome: ActOutcome, leadId: string | undefined): string {
  return outcome === 'claimed' && leadId ? `/leads/${encodeURIComponent(leadId)}` : '/'
}

/** Ask the API to act on the offer, by its claim link's token: a worker has no session. */
export async function askToAct(act: OfferAct, token: string): Promise<{ ok: boolean; code?: string } | null> {
  try {
    const { api } = (await (await fetch('/config.json', { cache: 'no-cache' })).json()) as { api: string }
    const path = `${api}/claim-links/${encodeURIComponent(token)}${act === 'pass' ? '/pass' : ''}`
    const answer = await fetch(path, { method: 'POST', headers: { accept: 'application/json' } })
    if (answer.ok) return { ok: true }
    const { code } = (await answer.json()) as { code?: string }
    return { ok: false, ...(code ? { code } : {}) }
  } catch {
    return null
  }
}
