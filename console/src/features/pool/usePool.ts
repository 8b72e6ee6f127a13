import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { poolQuery } from '@/api/queries/leads'
import { type PoolEntry, mergePool } from './poolRows'

type Lead = Shapes['Lead']

/** The pool, with the leads that left it since the screen was opened; `dismissGone` removes these. */
export function usePool() {
  const { api } = useConsole()
  const pool = useInfiniteQuery(poolQuery(api))
  const [seen, setSeen] = useState<Lead[] | undefined>(pool.data)
  const [shown, setShown] = useState<PoolEntry[]>(() => mergePool([], pool.data ?? []))
  if (pool.data && pool.data !== seen) {
    setSeen(pool.data)
    setShown(mergePool(shown, pool.data))
  }
  return {
    pool,
    shown,
    gone: shown.filter((one) => one.gone).length,
    dismissGone: () => setShown(shown.filter((one) => !one.gone)),
  }
}
