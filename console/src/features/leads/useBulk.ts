import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { refresh } from '@/api/refresh'
import { type Change, changeAll, mergeTallies, type Progress, type Send, type Tally, tally } from './bulk'

/** Changes many leads, or undoes that: tells how far it is, and what became of each. */
export function useBulk() {
  const { api } = useConsole()
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Progress | null>(null)
  const [result, setResult] = useState<Tally | null>(null)
  const [actId, setActId] = useState<string | null>(null)

  async function run(ids: string[], send: Send, before: Tally | null): Promise<Tally> {
    setResult(null)
    setProgress({ done: 0, failed: 0 })
    const told = mergeTallies(before, tally(await changeAll(ids, send, setProgress)))
    setProgress(null)
    setResult(told)
    void refresh(queries, TOUCHED.lead)
    return told
  }

  /** Change leads; those that failed before and are tried again belong to the same act. */
  function change(ids: string[], how: Change, before: Tally | null = null): Promise<Tally> {
    let id = before ? actId : null
    const send: Send = async (some) => {
      const answer = await body(
        api.POST('/leads/bulk', { body: { ...how, ids: some, ...(id ? { bulk_id: id } : {}) } }),
      )
      id = answer.bulk_id
      setActId(id)
      return answer.items
    }
    return run(ids, send, before)
  }

  function undo(ids: string[], bulkId: string, before: Tally | null = null): Promise<Tally> {
    const send: Send = async (some) =>
      (
        await body(
          api.POST('/bulk-acts/{bulk_id}/undo', { params: { path: { bulk_id: bulkId } }, body: { ids: some } }),
        )
      ).items
    return run(ids, send, before)
  }

  return { progress, result, actId, change, undo }
}
