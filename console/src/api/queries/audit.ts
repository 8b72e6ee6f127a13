import { type Api, body } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

const PAGE_SIZE = 50

/** Which changes: all that is given must hold. */
export interface AuditFilter {
  subject?: string
  by?: string
  what?: string
  from?: string
  to?: string
}

/** The changes of the plan, members and settings, newest first. */
export const auditQuery = (api: Api, filter: AuditFilter) =>
  pagedQuery([...KEYS.audit, JSON.stringify(filter)], (page) =>
    body(api.GET('/audit', { params: { query: { ...page, limit: PAGE_SIZE, ...filter } } })),
  )

/** Who saw a lead's contact in full, or, of a member, whose contacts they saw; the latest first. */
export const seenQuery = (api: Api, of: string) =>
  pagedQuery([...KEYS.audit, 'seen', of], (page) =>
    body(api.GET('/audit/seen', { params: { query: { ...page, limit: PAGE_SIZE, of } } })),
  )
