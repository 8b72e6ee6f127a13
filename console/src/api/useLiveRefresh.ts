import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isReached, onReach, useOnline } from '@/lib/useOnline'
import { body } from './client'
import { useConsole } from './context'
import { WITH_HINTS, isLive, setLive } from './live/health'
import { rereading } from './live/reread'
import type { Around, Watch } from './live/watch'
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
  const { api, live } = useConsole()
  const queries = useQueryClient()
  const [began, setBegan] = useState(false)
  const seen = useRef<{ counter: number | undefined } | null>(null)
  const watch = useRef<Watch | null>(null)
  const reread = useMemo(() => rereading(queries, (query) => query.queryKey[0] !== KEYS.changes[0]), [queries])
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
      watch.current?.onMoved()
      reread()
    }
    seen.current = { counter }
  }, [began, counter, reread])
  useEffect(() => {
    if (!live || !began) return
    let left = false
    const ask = (...keys: QueryKey[]) =>
      keys.forEach((queryKey) => void queries.refetchQueries({ queryKey, type: 'active' }))
    const around: Around = {
      ticket: () => body(api.POST('/me/live-ticket')),
      ask: () => ask(KEYS.changes),
      setLive: (arrive) => {
        setLive(arrive)
        // What is asked for every few seconds without hints shall not wait for the turn it had with them.
        if (!arrive) ask(KEYS.changes, KEYS.offers)
      },
      onReach,
      isReached,
    }
    // Loaded on demand: nothing of the first screen waits for it. If it cannot be, the console goes on asking.
    const load = async () => {
      const loaded = await import('./live/watch').catch(() => null)
      if (loaded && !left) watch.current = loaded.watch(live, around)
    }
    void load()
    return () => {
      left = true
      watch.current?.stop()
      watch.current = null
    }
  }, [api, live, began, queries])
  const online = useOnline()
  useEffect(() => {
    if (online) void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' })
  }, [online, queries])
  return began
}
