import { Refused, type Shapes } from '@/api/client'

export type Change = Omit<Shapes['BulkBody'], 'ids'>
/** What became of a lead; `why` where its whole request failed. */
type Done = Omit<Shapes['BulkResult'], 'detail'> & { why?: Refused }
type Send = (ids: string[]) => Promise<Done[]>

const AT_ONCE = 100
const TIMES = 3

/**
 * Change any number of leads, a hundred per request; busy ones are retried.
 *
 * Never throws: leads whose request failed are returned with its code.
 */
export async function changeAll(
  ids: string[],
  send: Send,
  onDone: (count: number) => void = () => undefined,
): Promise<Done[]> {
  const told = new Map<string, Done>()
  for (let time = 0, left = ids; left.length > 0 && time < TIMES; time += 1) {
    for (let at = 0; at < left.length; at += AT_ONCE) {
      for (const one of await changeSome(left.slice(at, at + AT_ONCE), send)) told.set(one.lead_id, one)
      onDone([...told.values()].filter((one) => one.done).length)
    }
    left = left.filter((id) => told.get(id)?.code === 'busy')
  }
  return ids.flatMap((id) => told.get(id) ?? [])
}

async function changeSome(ids: string[], send: Send): Promise<Done[]> {
  try {
    return await send(ids)
  } catch (error) {
    const why = error instanceof Refused ? error : new Refused('internal', 500)
    return ids.map((lead_id) => ({ lead_id, code: why.code, why }))
  }
}

/** Return how many are done, and which are not, with why. */
export function tally(told: Done[]): { done: number; not: { lead_id: string; why: Refused }[] } {
  const not = told.filter((one) => !one.done)
  return {
    done: told.length - not.length,
    not: not.map((one) => ({
      lead_id: one.lead_id,
      why: one.why ?? new Refused(one.code ?? 'internal', 409, one.errors),
    })),
  }
}
