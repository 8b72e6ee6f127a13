import { COLUMNS, type Key, rank } from './columns'
import type { Address } from '../address'
import type { Row } from '../useReport'

export interface Order {
  by: Key | 'name'
  down: boolean
}

/** Return the sort order of the URL; by default, the most received first. */
export function orderOf({ sort, dir }: Address): Order {
  const by = sort === 'name' ? 'name' : (COLUMNS.find(({ key }) => key === sort)?.key ?? 'received')
  return { by, down: dir ? dir === 'desc' : by !== 'name' }
}

/** Return the search params after a click on a heading: figures descending and names ascending first, then reversed. */
export function chosen(order: Order, by: Order['by']): Address {
  const down = order.by === by ? !order.down : by !== 'name'
  return { sort: by, dir: down ? 'desc' : 'asc' }
}

/** Return the sorted rows, sums by this currency; rows without the figure come last, and ties are sorted by name. */
export function sorted(rows: Row[], { by, down }: Order, locale: string, currency?: string): Row[] {
  const named = (a: Row, b: Row) => (a.name ?? '').localeCompare(b.name ?? '', locale)
  const sign = down ? -1 : 1
  if (by === 'name') return rows.toSorted((a, b) => sign * named(a, b))
  return rows.toSorted((a, b) => {
    const [first, second] = [rank(a, by, currency), rank(b, by, currency)]
    if (first === undefined || second === undefined) {
      return Number(first === undefined) - Number(second === undefined) || named(a, b)
    }
    return sign * (first - second) || named(a, b)
  })
}

/** Return a row's id. */
export function idOf(row: Row): string {
  return row.agent_id ?? row.route_id ?? row.source_id ?? ''
}
