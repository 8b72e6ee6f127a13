import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type Api, body, Refused, type Shapes } from '../client'
import { unlessHinted } from '../live/health'
import { KEYS } from './keys'

const keyOf = (sourceId: string) => [...KEYS.sources, 'one', sourceId]
const at = (sourceId: string) => ({ path: { source_id: sourceId } })

/** The sources that take leads; the list comes whole. */
export const sourcesQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.sources, 'list'], queryFn: () => body(api.GET('/sources')) })

/** One source, also an archived one. */
export const sourceQuery = (api: Api, sourceId: string) =>
  queryOptions({
    queryKey: keyOf(sourceId),
    queryFn: () => body(api.GET('/sources/{source_id}', { params: at(sourceId) })),
  })

/** A delivery as it was received. Kept no longer than it is looked at: it is as the stranger wrote it. */
export const rawDeliveryQuery = (api: Api, sourceId: string, deliveryId: string) =>
  queryOptions({
    queryKey: [...keyOf(sourceId), 'deliveries', deliveryId],
    queryFn: () =>
      body(
        api.GET('/sources/{source_id}/deliveries/{delivery_id}', {
          params: { path: { source_id: sourceId, delivery_id: deliveryId } },
        }),
      ),
    gcTime: 0,
  })

/**
 * The fields of a source's deliveries as they are read, or as they would be by a mapping that is not saved. Like a
 * delivery, kept no longer than they are looked at.
 */
export const fieldsQuery = (
  api: Api,
  { source_id, version }: Shapes['Source'],
  mapping: Record<string, string> | null,
) =>
  queryOptions({
    queryKey: [...keyOf(source_id), 'fields', version, mapping],
    queryFn: () =>
      mapping
        ? body(api.POST('/sources/{source_id}/mapping/preview', { params: at(source_id), body: mapping }))
        : body(api.GET('/sources/{source_id}/fields', { params: at(source_id) })),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })

/** What a source delivered last, newest first; asked for more often while somebody waits for the first lead. */
export const deliveriesQuery = (api: Api, sourceId: string) =>
  queryOptions({
    queryKey: [...keyOf(sourceId), 'deliveries'],
    queryFn: () => body(api.GET('/sources/{source_id}/deliveries', { params: at(sourceId) })),
    refetchInterval: ({ state }) =>
      unlessHinted(state.data?.items.some(({ lead_id }) => lead_id) === false ? 3_000 : 15_000),
  })

/** The page of a source's open form, as anybody sees it. It holds a token, and so is no answer to keep. */
export const openFormQuery = (source: Shapes['Source'], address: string) =>
  queryOptions({
    queryKey: [...keyOf(source.source_id), 'form', source.version],
    queryFn: async ({ signal }) => {
      const answer = await fetch(address, { signal, credentials: 'omit' })
      if (!answer.ok) throw new Refused('unreached', answer.status)
      return answer.text()
    },
    gcTime: 0,
  })
