import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { refresh } from '@/api/refresh'

const HELPED: readonly Shapes['ReadAgain']['outcome'][] = ['made', 'joined', 'routed', 'corrected']

/** How many are done so far. */
export interface Progress {
  done: number
  all: number
}

/** How many could be read, and how many got no answer. */
export interface Result {
  read: number
  failed: number
  all: number
}

/** Reads deliveries of a source again, one after the other; what fails leaves the others as they are. */
export function useReadAllAgain(sourceId: string) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Progress | null>(null)
  const [result, setResult] = useState<Result | null>(null)

  async function readAll(ids: readonly string[]): Promise<void> {
    const all = ids.length
    let [read, failed] = [0, 0]
    setResult(null)
    for (const [done, delivery_id] of ids.entries()) {
      setProgress({ done, all })
      try {
        const params = { path: { source_id: sourceId, delivery_id } }
        const answer = await body(api.POST('/sources/{source_id}/deliveries/{delivery_id}/read-again', { params }))
        if (HELPED.includes(answer.outcome)) read += 1
      } catch {
        failed += 1
      }
    }
    setProgress(null)
    setResult({ read, failed, all })
    await refresh(queries, TOUCHED.delivery)
  }

  return { progress, result, readAll }
}
