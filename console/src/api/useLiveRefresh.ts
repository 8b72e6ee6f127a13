import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useOnline } from '@/lib/useOnline'
import { useConsole } from './context'
import { KEYS } from './queries/keys'
import { changesQuery } from './queries/me'

const VISIBLE = 5_000
const HIDDEN = 60_000

/**
 * Refetch every query when, and only when, something has changed for whoever is signed in; refetch failed
 * queries once there is a connection again.
 */
export function useLive(): void {
  const { api } = useConsole()
  const queries = useQueryClient()
  const seen = useRef<number | null>(null)
  const changes = useQuery({
    ...changesQuery(api),
    refetchInterval: () => (document.visibilityState === 'visible' ? VISIBLE : HIDDEN),
    refetchIntervalInBackground: true,
  })
  const counter = changes.data?.counter
  useEffect(() => {
    if (counter === undefined) return
    if (seen.current !== null && seen.current !== counter) {
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== KEYS.changes[0] })
    }
    seen.current = counter
  }, [counter, queries])
  const online = useOnline()
  useEffect(() => {
    if (online) void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' })
  }, [online, queries])
}
