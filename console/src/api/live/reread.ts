import type { Query, QueryClient } from '@tanstack/react-query'

/** So long, in milliseconds, is waited for an answer that is on its way, before it is asked for anew. */
const PATIENCE = 3_000

/**
 * Return a function that reads again what `follows` when something has moved.
 *
 * What is on its way was asked for before and may be outdated, but is not given up: where things move all the time it
 * would be asked for again and again, and never be shown. It is asked for once more when it has come.
 */
export function rereading(queries: QueryClient, follows: (query: Query) => boolean): () => void {
  const awaited = new Set<Query>()
  const afterwards = async (query: Query) => {
    if (awaited.has(query)) return
    awaited.add(query)
    const coming = query.promise
    let late: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise((end) => (late = setTimeout(end, PATIENCE)))
    await Promise.race([coming?.catch(() => undefined), patience])
    clearTimeout(late)
    awaited.delete(query)
    const askedAnew = query.state.fetchStatus === 'fetching' && query.promise !== coming
    if (!askedAnew) void queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
  }
  return () => {
    const coming = new Set(queries.getQueryCache().findAll({ predicate: follows, fetchStatus: 'fetching' }))
    void queries.invalidateQueries({ predicate: (query) => follows(query) && !coming.has(query) })
    coming.forEach((query) => void afterwards(query))
  }
}
