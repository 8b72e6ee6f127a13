import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'

interface PageOf<T> {
  items: T[]
  next?: string | null
}

/**
 * A list of the API, page after page; `data` is all items read so far.
 *
 * `ask` is given what to add to the query string: nothing for the first page, then the cursor the last page told.
 */
export function usePages<T>(key: QueryKey, ask: (page: { cursor?: string }) => Promise<PageOf<T>>) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => ask(pageParam ? { cursor: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    select: (data) => data.pages.flatMap((page) => page.items),
  })
}
