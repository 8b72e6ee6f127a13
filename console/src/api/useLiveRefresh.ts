import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useOnline } from '@/lib/useOnline'
import { useConsole } from './context'
import { WITH_HINTS, isLive } from './live/health'
import { useHints } from './live/useHints'
import { KEYS } from './queries/keys'
import { changesQuery } from './queries/me'

const VISIBLE = 5_000
const HIDDEN = 60_000

/**
 * Refetch every query when, and only when, something has changed for whoever is signed in; refetch failed
 * queries once there is a connection again.
 *
 * The counter that says so is asked for with each hint; every few seconds while no hints arrive.
 *
 * Returns whether the console may read anything else. The counter is read first: a change between another read and
 * the counter's first value would otherwise never be noticed. If the counter cannot be read, the rest is read anyway,
 * and again with the counter's first value.
 */
export function useLive(): boolean {
  const { api } = useConsole()
  const queries = useQueryClient()
  const [began, setBegan] = useState(false)
  const seen = useRef<{ counter: number | undefined } | null>(null)
  const onMoved = useRef(useHints(began))
  const changes = useQuery({
    ...changesQuery(api),
    refetchInterval: () => {
      if (isLive()) return WITH_HINTS
      return document.visibilityState === 'visible' ? VISIBLE : HIDDEN
    },
    refetchIntervalInBackground: true,
  })
  const counter = changes.data?.counter
  if (!began && (counter !== undefined || changes.failureCount > 0 || changes.isPaused)) setBegan(true)
  useEffect(() => {
    if (!began) return
    if (counter !== undefined && seen.current && seen.current.counter !== counter) {
      onMoved.current()
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== KEYS.changes[0] })
    }
    seen.current = { counter }
  }, [began, counter, queries])
  const online = useOnline()
  useEffect(() => {
    if (online) void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' })
  }, [online, queries])
  return began
}
