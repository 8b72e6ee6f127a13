import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useOnline } from '@/lib/useOnline'
import { useConsole } from '../context'
import { KEYS } from '../queries/keys'
import type { LiveConnection } from './connection'
import { isLive, setLive, useIsLive } from './health'
import { paced } from './pace'

const ASKED: unknown[] = [KEYS.changes[0], KEYS.offers[0]]

/**
 * Keep a live connection open while the console is, where the deployment has one, and ask for the change counter with
 * each hint.
 *
 * @param began whether to begin: what is shown first comes first.
 * @returns a function to call when the counter moved, by which a connection that has died in silence is noticed.
 */
export function useHints(began: boolean): () => void {
  const { api, live } = useConsole()
  const queries = useQueryClient()
  const connection = useRef<LiveConnection | null>(null)
  const hinted = useRef(false)
  const online = useOnline()
  const healthy = useIsLive()
  useEffect(() => {
    if (!live || !began) return
    let left = false
    const ask = paced(() => void queries.refetchQueries({ queryKey: KEYS.changes }))
    const onHint = () => {
      hinted.current = true
      ask()
    }
    // Loaded on demand: nothing of the first screen waits for it.
    void import('./open').then(({ openLive }) => {
      if (!left) connection.current = openLive(api, live, { onHint, onHealth: setLive })
    })
    return () => {
      left = true
      connection.current?.stop()
      connection.current = null
      setLive(false)
    }
  }, [api, live, began, queries])
  const wasHealthy = useRef(healthy)
  useEffect(() => {
    // What is asked for every few seconds without hints shall not wait for the turn it had with them.
    const lost = wasHealthy.current && !healthy
    wasHealthy.current = healthy
    if (lost) void queries.refetchQueries({ predicate: ({ queryKey }) => ASKED.includes(queryKey[0]), type: 'active' })
  }, [healthy, queries])
  useEffect(() => {
    // A socket does not notice for minutes that its network has gone.
    if (online) void connection.current?.renew()
    else connection.current?.lose()
  }, [online])
  return () => {
    if (isLive() && !hinted.current) void connection.current?.renew()
    hinted.current = false
  }
}
