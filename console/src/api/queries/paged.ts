import { type InfiniteData, infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'

interface Page<T> {
  items: T[]
  next?: string | null | undefined
}

/** Return every item read so far. It is the same function for each render, so that the items are not gathered anew. */
function itemsOf<T>(data: InfiniteData<Page<T>>): T[] {
  return data.pages.flatMap((page) => page.items)
}

/**
 * The options of a list that the API returns in pages; `data` is every item read so far.
 *
 * `fetchPage` gets what to add to the query string: nothing for the first page, then the cursor of the page before.
 */
export function pagedQuery<T>(queryKey: QueryKey, fetchPage: (page: { cursor?: string }) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => fetchPage(pageParam ? { cursor: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    select: itemsOf<T>,
  })
}
