import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Read again what is shown of some data, after a mutation.
 *
 * Requests under way were sent before the mutation and may return what is outdated, so they are cancelled first.
 */
export async function refresh(queries: QueryClient, keys: readonly QueryKey[]): Promise<void> {
  await Promise.all(keys.map((queryKey) => queries.cancelQueries({ queryKey })))
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
}
