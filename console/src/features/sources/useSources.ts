import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { readConfig } from '@/api/config'
import { useConsole } from '@/api/context'
import { absolute } from './source/absolute'

export type Source = Shapes['Source']
export type Made = Shapes['SourceMade']

/** The sources that take leads; the list comes whole. */
export function useSources() {
  const { api } = useConsole()
  return useQuery({ queryKey: ['sources'], queryFn: () => body(api.GET('/sources')) })
}

/** One source, also an archived one. */
export function useSource(sourceId: string) {
  const { api } = useConsole()
  return useQuery({
    queryKey: ['sources', sourceId],
    queryFn: () => body(api.GET('/sources/{source_id}', { params: { path: { source_id: sourceId } } })),
  })
}

/** What a source delivered last, newest first. */
export function useDeliveries(sourceId: string) {
  const { api } = useConsole()
  return useQuery({
    queryKey: ['sources', sourceId, 'deliveries'],
    queryFn: () => body(api.GET('/sources/{source_id}/deliveries', { params: { path: { source_id: sourceId } } })),
    refetchInterval: 15_000,
  })
}

/** The whole address that a provider delivers to; nothing where the source has none, or before it is known. */
export function useWebhookAddress(source: Source): string | undefined {
  const config = useQuery({ queryKey: ['config'], queryFn: readConfig, staleTime: Infinity })
  if (!source.webhook_path || !config.data) return undefined
  return absolute(source.webhook_path, config.data.api, location.origin)
}
