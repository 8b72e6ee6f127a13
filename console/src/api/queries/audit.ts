import { type Api, body } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

const PAGE_SIZE = 50

/** The changes of the plan, members and settings, newest first; of one subject, or of all. */
export const auditQuery = (api: Api, subject: string | undefined) =>
  pagedQuery([...KEYS.audit, subject ?? ''], (page) =>
    body(api.GET('/audit', { params: { query: { ...page, limit: PAGE_SIZE, ...(subject ? { subject } : {}) } } })),
  )
