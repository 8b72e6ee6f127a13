import { QueryClient } from '@tanstack/react-query'
import type { Api, Shapes } from '@/api/client'
import type { Console } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { addressPausesQuery } from '@/api/queries/members'
import { ServerClock } from '@/lib/clock'

const MINUTE = 60_000
/** A square of one pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

export const ZONE = 'Europe/Madrid'

/** An instant some minutes from now; before now where they are negative. */
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString()

const DIRECTORY: Shapes['Directory'] = {
  agents: [
    { agent_id: 'agent_ana', name: 'Ana Beltrán', role: 'agent', status: 'active' },
    { agent_id: 'agent_bruno', name: 'Bruno Cifuentes', role: 'agent', status: 'active' },
  ],
  sources: [{ source_id: 'source_web', title: 'Web de la agencia' }],
  routes: [{ route_id: 'route_day', title: 'Compras en Chamberí' }],
}

const PAUSES: Shapes['AddressPause'][] = [
  { agent_id: 'agent_ana', at: inMinutes(-90), cause: 'bounce', may: ['use_again'] },
]

/** What the parts ask the API for, as if it had been read. */
export function sampleQueries(): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.setQueryData(KEYS.directory, DIRECTORY)
  queries.setQueryData(KEYS.me, { may_export: true, team: { currency: 'EUR', time_zone: ZONE } } as Shapes['Me'])
  queries.setQueryData(addressPausesQuery(CONSOLE.api).queryKey, { items: PAUSES, next: null })
  queries.setQueryData(['logo', 'sample'], { image: PICTURE, media_type: 'image/png' })
  return queries
}

const nothing = () => new Promise<never>(() => undefined)

/** A console without a server: what is sent is answered by nobody. */
export const CONSOLE: Console = {
  api: { GET: nothing, POST: nothing, PATCH: nothing, PUT: nothing, DELETE: nothing } as unknown as Api,
  clock: new ServerClock(),
  leave: nothing,
  askPool: nothing,
}

/** Of a query, what `Loaded` looks at. */
export const query = <T>(data: T | undefined, error: unknown = null) =>
  ({ data, error, refetch: nothing }) as unknown as {
    data: T | undefined
    error: Error | null
    refetch: typeof nothing
  }

/** Pages of a list, of which there are more. */
export const PAGES = {
  hasNextPage: true,
  isFetchingNextPage: false,
  isFetchNextPageError: false,
  fetchNextPage: nothing,
}
