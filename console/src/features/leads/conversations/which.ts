import type { ConversationFilters } from '@/api/queries/conversations'

/** Which of the open conversations are listed. */
export const WHICH = ['all', 'waiting', 'alone', 'away', 'nobody'] as const
export type Which = (typeof WHICH)[number]

/** The list as the address tells it. */
export interface Address extends Record<string, string | undefined> {
  which?: string | undefined
  owner?: string | undefined
  source?: string | undefined
  sort?: string | undefined
}

export function whichOf({ which }: Address): Which {
  return WHICH.find((one) => one === which) ?? 'all'
}

/** Whether the list is of one member's where one is chosen: others are of owners who are away, or of nobody. */
export function takesOwner(which: Which): boolean {
  return which !== 'away' && which !== 'nobody'
}

/** Return what to ask for. */
export function filtersOf(address: Address): ConversationFilters {
  const which = whichOf(address)
  const owner = which === 'away' ? 'away' : which === 'nobody' ? 'none' : address.owner
  return {
    ...(owner ? { owner } : {}),
    ...(address.source ? { source: address.source } : {}),
    ...(address.sort === 'opened' ? { sort: 'opened' as const } : {}),
    ...(which === 'waiting' ? { unanswered: true } : {}),
    ...(which === 'alone' ? { unactioned: true } : {}),
  }
}
