import type { QueryClient, QueryFilters } from '@tanstack/react-query'

/**
 * Read again what is shown, after something was done. What is being read just now was asked for before it, and may tell
 * of how things were: it is not waited for.
 */
export async function readAgain(queries: QueryClient, among: QueryFilters = {}): Promise<void> {
  await queries.cancelQueries(among)
  await queries.invalidateQueries(among)
}
