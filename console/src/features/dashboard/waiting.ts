import type { Board } from './useDashboard'

type Open = Board['conversations']

/** Return the listed conversations in which somebody waits first, the longest first; then the others as they come. */
export function longestWaitFirst(items: Open['items']): Open['items'] {
  const since = (one: Open['items'][number]) => (one.waiting_since ? Date.parse(one.waiting_since) : Infinity)
  return [...items].sort((a, b) => (since(a) === since(b) ? 0 : since(a) - since(b)))
}

/** Return in how many of the listed conversations somebody waits, and whether there may be more that are not listed. */
export function waitingCount({ items, count }: Open): { count: number; more: boolean } {
  return { count: items.filter((one) => one.waiting_since).length, more: count > items.length }
}
