import { Refused, type Shapes } from '@/api/client'

export type Change = Omit<Shapes['BulkBody'], 'ids' | 'bulk_id'>
export type BulkAct = Pick<Shapes['BulkAct'], 'bulk_id' | 'lead_ids'>
/** What became of a lead; `why` where its whole request failed. */
type Done = Omit<Shapes['BulkResult'], 'detail'> & { why?: Refused }
export type Send = (ids: string[]) => Promise<Done[]>
export type Tally = ReturnType<typeof tally>

const AT_ONCE = 100
const TIMES = 3

/** How many leads are done so far, and how many could not be. */
export interface Progress {
  done: number
  failed: number
}

/**
 * Change any number of leads, a hundred per request; busy ones are retried.
 *
 * Never throws: leads whose request failed are returned with its code.
 */
export async function changeAll(
  ids: string[],
  send: Send,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Done[]> {
  const told = new Map<string, Done>()
  for (let time = 0, left = ids; left.length > 0 && time < TIMES; time += 1) {
    for (let at = 0; at < left.length; at += AT_ONCE) {
      for (const one of await changeSome(left.slice(at, at + AT_ONCE), send)) told.set(one.lead_id, one)
      onProgress(progressOf([...told.values()]))
    }
    left = left.filter((id) => told.get(id)?.code === 'busy')
  }
  return ids.flatMap((id) => told.get(id) ?? [])
}

function progressOf(told: Done[]): Progress {
  const done = told.filter((one) => one.done).length
  return { done, failed: told.filter((one) => !one.done && one.code !== 'busy').length }
}

async function changeSome(ids: string[], send: Send): Promise<Done[]> {
  try {
    return await send(ids)
  } catch (error) {
    const why = error instanceof Refused ? error : new Refused('internal', 500)
    return ids.map((lead_id) => ({ lead_id, code: why.code, why }))
  }
}

/** Return which leads are done, and which are not, with why. */
export function tally(told: Done[]): { done: string[]; not: { lead_id: string; why: Refused }[] } {
  return {
    done: told.filter((one) => one.done).map((one) => one.lead_id),
    not: told
      .filter((one) => !one.done)
      .map((one) => ({
        lead_id: one.lead_id,
        why: one.why ?? new Refused(one.code ?? 'internal', 409, one.errors),
      })),
  }
}

/** Return what became of all leads, once those that had failed were tried again. */
export function mergeTallies(before: Tally | null, after: Tally): Tally {
  return before ? { done: [...before.done, ...after.done], not: after.not } : after
}
