import { draftKeys, PREFIX } from './draftKeys'

/**
 * What was typed and not sent yet, on this device.
 *
 * Drafts belong to the member who typed them: nobody else is given them, and they are deleted when somebody else signs
 * in, when the member signs out, when the lead's person is erased, and seven days after the last change.
 */
const KEPT_MILLISECONDS = 7 * 24 * 3_600_000

export interface DraftOf {
  agentId: string
  leadId: string
  /** Which of the lead's composers. */
  mode: string
}

interface Kept {
  /** When it was last changed, in milliseconds since 1970. */
  at: number
  values: unknown
}

const keyOf = ({ agentId, leadId, mode }: DraftOf) => `${PREFIX}${agentId}.${leadId}.${mode}`

/** Return the draft's values; nothing where there is none, or where it is too old. */
export function readDraft<V>(of: DraftOf, now: number): V | undefined {
  const kept = parsed(localStorage.getItem(keyOf(of)))
  return kept && isFresh(kept, now) ? (kept.values as V) : undefined
}

/** Keep a draft. A device without room keeps none: nobody is kept from typing. */
export function keepDraft(of: DraftOf, values: unknown, now: number): void {
  try {
    localStorage.setItem(keyOf(of), JSON.stringify({ at: now, values } satisfies Kept))
  } catch {
    // The storage is full or shut.
  }
}

export function dropDraft(of: DraftOf): void {
  localStorage.removeItem(keyOf(of))
}

/** Delete a lead's drafts. */
export function dropDraftsOf(leadId: string): void {
  drop((key) => partsOf(key).leadId === leadId)
}

/** Delete what is too old, and what others than this member have typed. */
export function tidyDrafts(agentId: string, now: number): void {
  drop((key) => {
    const kept = parsed(localStorage.getItem(key))
    return partsOf(key).agentId !== agentId || !kept || !isFresh(kept, now)
  })
}

/** Return whether there is any draft that is still kept. */
export function hasDrafts(now: number): boolean {
  return draftKeys().some((key) => {
    const kept = parsed(localStorage.getItem(key))
    return kept !== undefined && isFresh(kept, now)
  })
}

/** Return the leads that there are drafts of. */
export function leadsWithDrafts(): string[] {
  return [...new Set(draftKeys().map((key) => partsOf(key).leadId))]
}

function drop(which: (key: string) => boolean): void {
  draftKeys()
    .filter(which)
    .forEach((key) => localStorage.removeItem(key))
}

function partsOf(key: string): { agentId: string; leadId: string } {
  const [agentId = '', leadId = ''] = key.slice(PREFIX.length).split('.')
  return { agentId, leadId }
}

const isFresh = ({ at }: Kept, now: number) => now - at < KEPT_MILLISECONDS

function parsed(text: string | null): Kept | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    return kept && typeof kept.at === 'number' ? kept : undefined
  } catch {
    return undefined
  }
}
