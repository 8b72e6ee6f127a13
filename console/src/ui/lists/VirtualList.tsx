import { Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import './VirtualList.css'
import { LoadMore } from './LoadMore'

const AHEAD = 15

type Paged = Pick<
  UseInfiniteQueryResult,
  'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
>

interface Props<T> {
  items: T[]
  keyOf: (item: T) => string
  /** The height of a row, roughly, in pixels: each is measured once it is there. */
  height: number
  pages: Paged
  /** Rows of a table whose first row is its heading, or items of a list. */
  as: 'rows' | 'items'
  label?: string
  className?: string
  children: (item: T) => ReactNode
}

/** A virtual list that scrolls with the window: only visible rows are rendered, and the next page is loaded ahead. */
export function VirtualList<T>({ items, keyOf, height, pages, as, label, className = '', children }: Props<T>) {
  const { rows, list } = useRows(items, keyOf, height)
  const last = rows.getVirtualItems().at(-1)?.index ?? -1
  useNextPage(pages, last >= items.length - AHEAD)
  return (
    <>
      <div
        ref={list}
        role={as === 'rows' ? 'rowgroup' : 'list'}
        aria-label={label}
        style={{ position: 'relative', height: rows.getTotalSize() }}
      >
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index]
          if (item === undefined) return null
          const place =
            as === 'rows'
              ? { role: 'row', 'aria-rowindex': index + 2 }
              : { role: 'listitem', 'aria-posinset': index + 1, 'aria-setsize': pages.hasNextPage ? -1 : items.length }
          return (
            <div
              key={key}
              {...place}
              data-index={index}
              ref={rows.measureElement}
              className={`long-row ${className}`}
              style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
            >
              {children(item)}
            </div>
          )
        })}
      </div>
      {as === 'items' && <NextPageStatus of={pages} />}
    </>
  )
}

/** Shows that the next page is loading, or a retry button. */
export function NextPageStatus({ of }: { of: Paged }) {
  if (!of.hasNextPage) return null
  if (of.isFetchNextPageError) return <LoadMore of={of} />
  return (
    <Text size="sm" c="dimmed" ta="center" role="status" mih={22}>
      {of.isFetchingNextPage && <Trans>Loading more…</Trans>}
    </Text>
  )
}

/** Return the virtualizer of the list; the row with the focus stays rendered. */
function useRows<T>(items: T[], keyOf: (item: T) => string, height: number) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => list.current && setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY))
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    return () => watch.disconnect()
  }, [])
  const rows = useWindowVirtualizer<HTMLDivElement>({
    count: items.length,
    estimateSize: () => height,
    getItemKey: useCallback((index: number) => (items[index] ? keyOf(items[index]) : index), [items, keyOf]),
    overscan: 8,
    useFlushSync: false, // rows out of sight are drawn ahead, so a frame may pass before the next ones are
    scrollMargin: top,
    rangeExtractor: (range) => {
      const row = list.current?.contains(document.activeElement)
        ? document.activeElement?.closest('[data-index]')
        : null
      const held = row ? [Number(row.getAttribute('data-index'))].filter((index) => index < range.count) : []
      return [...new Set([...defaultRangeExtractor(range), ...held])].sort((a, b) => a - b)
    },
  })
  return { rows, list }
}

function useNextPage({ hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: Paged, due: boolean) {
  const wanted = due && hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  useEffect(() => {
    if (wanted) void fetchNextPage()
  }, [wanted, fetchNextPage])
}
