import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { configQuery } from '@/api/queries/settings'
import { deliveriesQuery, sourceQuery, sourcesQuery } from '@/api/queries/sources'
import { absolute } from '@/lib/absolute'

export type Source = Shapes['Source']
export type Made = Shapes['SourceCreated']

export function useSources() {
  const { api } = useConsole()
  return useQuery(sourcesQuery(api))
}

export function useSource(sourceId: string) {
  const { api } = useConsole()
  return useQuery(sourceQuery(api, sourceId))
}

export function useDeliveries(sourceId: string) {
  const { api } = useConsole()
  return useQuery(deliveriesQuery(api, sourceId))
}

/** The whole address that a provider delivers to; nothing where the source has none, or before it is known. */
export function useWebhookAddress(source: Source): string | undefined {
  const config = useQuery(configQuery())
  if (!source.webhook_path || !config.data) return undefined
  return absolute(source.webhook_path, config.data.api, location.origin)
}
