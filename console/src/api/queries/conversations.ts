import { type Api, body, type Shapes } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

export type OpenConversation = Shapes['OpenConversation']

/** Which open conversations, and in which order. */
export interface ConversationFilters {
  sort?: 'waiting' | 'opened'
  owner?: string
  source?: string
  unanswered?: boolean
  unactioned?: boolean
}

/** The open conversations, who waits longest first. */
export const conversationsQuery = (api: Api, filters: ConversationFilters) =>
  pagedQuery([...KEYS.leads, 'conversations', filters], (page) =>
    body(api.GET('/conversations', { params: { query: { ...filters, limit: 50, ...page } } })),
  )
