import { queryOptions } from '@tanstack/react-query'
import { type Api, body, type Shapes } from '../client'
import type { paths } from '../schema'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

export type LeadFilters = Omit<NonNullable<paths['/leads']['get']['parameters']['query']>, 'cursor' | 'limit'>

const PAGE_SIZE = 100
const keyOf = (leadId: string) => [...KEYS.leads, 'one', leadId]
const at = (leadId: string) => ({ path: { lead_id: leadId } })

/** A lead as it is kept here: what a change answers does not say how fast it went. */
type KeptLead = Shapes['Lead'] & Partial<Shapes['LeadDetail']>

/** One lead, as whoever looks may know it. */
export const leadQuery = (api: Api, leadId: string) =>
  queryOptions({
    queryKey: keyOf(leadId),
    queryFn: (): Promise<KeptLead> => body(api.GET('/leads/{lead_id}', { params: at(leadId) })),
  })

/** All that happened to a lead, in order. */
export const timelineQuery = (api: Api, leadId: string) =>
  queryOptions({
    queryKey: [...keyOf(leadId), 'timeline'],
    queryFn: () => body(api.GET('/leads/{lead_id}/timeline', { params: at(leadId) })),
  })

const PHOTO_SIGNED = 4 * 60_000 // milliseconds: a little less than an address is valid

/** Where to see a photo of a lead's note, for some minutes. */
export const photoQuery = (api: Api, leadId: string, photoId: string) =>
  queryOptions({
    queryKey: [...KEYS.photos, leadId, photoId],
    queryFn: () => {
      const params = { path: { lead_id: leadId, photo_id: photoId } }
      return body(api.GET('/leads/{lead_id}/photos/{photo_id}', { params }))
    },
    staleTime: PHOTO_SIGNED,
    gcTime: PHOTO_SIGNED,
  })

/** What was delivered about a lead, as it was received. Kept no longer than it is looked at. */
export const rawDeliveriesQuery = (api: Api, leadId: string) =>
  queryOptions({
    queryKey: [...keyOf(leadId), 'deliveries'],
    queryFn: () => body(api.GET('/leads/{lead_id}/deliveries', { params: at(leadId) })),
    gcTime: 0,
  })

/** The routing decisions on a lead, each with its reasons. */
export const traceQuery = (api: Api, leadId: string) =>
  queryOptions({
    queryKey: [...keyOf(leadId), 'trace'],
    queryFn: () => body(api.GET('/leads/{lead_id}/trace', { params: at(leadId) })),
  })

/** What the person and the team have written to each other, the latest first. */
export const messagesQuery = (api: Api, leadId: string) =>
  pagedQuery([...keyOf(leadId), 'messages'], (page) =>
    body(api.GET('/leads/{lead_id}/messages', { params: { ...at(leadId), query: page } })),
  )

/** What the team says about a lead, the latest first. */
export const commentsQuery = (api: Api, leadId: string) =>
  pagedQuery([...keyOf(leadId), 'comments'], (page) =>
    body(api.GET('/leads/{lead_id}/comments', { params: { ...at(leadId), query: page } })),
  )

/** The leads I may see; with `q`, those of people with such a name, e-mail or phone. */
export const leadsQuery = (api: Api, { sort, ...among }: LeadFilters, q = '') =>
  pagedQuery<Shapes['Lead']>([...KEYS.leads, 'list', { sort, ...among }, q], (page) =>
    q
      ? body(api.POST('/leads/search', { body: { q, ...among, ...page, limit: PAGE_SIZE } }))
      : body(
          api.GET('/leads', { params: { query: { ...among, ...(sort ? { sort } : {}), ...page, limit: PAGE_SIZE } } }),
        ),
  )

const FEW = 10

/** The first leads of people with such a name, e-mail or phone. */
export const leadSearchQuery = (api: Api, q: string) =>
  queryOptions({
    queryKey: [...KEYS.leads, 'search', q],
    queryFn: () => body(api.POST('/leads/search', { body: { q, limit: FEW } })),
  })

const PAGES = 5

/**
 * The first leads of people with such a name, e-mail or phone.
 *
 * A page may be empty although more follow: as many are read as it takes, within bounds.
 */
export const peopleQuery = (api: Api, q: string) =>
  queryOptions({
    queryKey: [...KEYS.leads, 'people', q],
    queryFn: async ({ signal }) => {
      const found: Shapes['Lead'][] = []
      let cursor: string | null = null
      for (let page = 0; page < PAGES && found.length < FEW; page += 1) {
        const asked = { q, limit: FEW - found.length, ...(cursor ? { cursor } : {}) }
        const answer: { items: Shapes['Lead'][]; next: string | null } = await body(
          api.POST('/leads/search', { body: asked, signal }),
        )
        found.push(...answer.items)
        cursor = answer.next
        if (!cursor) break
      }
      return { items: found, more: cursor !== null }
    },
    staleTime: 10_000,
  })

/** The leads that nobody has, the longest there first. */
export const poolQuery = (api: Api) =>
  pagedQuery<Shapes['Lead']>([...KEYS.leads, 'pool'], (page) =>
    body(api.GET('/pool', { params: { query: { ...page, limit: PAGE_SIZE } } })),
  )

/** The changes of many leads that can still be undone. What was changed a moment ago may not be there yet. */
export const bulkActsQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.leads, 'bulk-acts'], queryFn: () => body(api.GET('/bulk-acts')) })
