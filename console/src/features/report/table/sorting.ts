import { COLUMNS, type Key } from './columns'
import type { Address } from '../address'
import type { Row } from '../useReport'

export interface Order {
  by: Key | 'name'
  down: boolean
}

/** The order that the address says: what was received, most first, unless it says another. */
export function orderOf({ sort, dir }: Address): Order {
  const by = sort === 'name' ? 'name' : (COLUMNS.find(({ key }) => key === sort)?.key ?? 'received')
  return { by, down: dir ? dir === 'desc' : by !== 'name' }
}

/** What the address says once a column's heading is chosen: figures begin with the most, names with A; again turns it round. */
export function chosen(order: Order, by: Order['by']): Address {
  const down = order.by === by ? !order.down : by !== 'name'
  return { sort: by, dir: down ? 'desc' : 'asc' }
}

/** The rows in an order; those without the figure come last either way, and equal ones by name. */
export function sorted(rows: Row[], { by, down }: Order, locale: string): Row[] {
  const named = (a: Row, b: Row) => (a.name ?? '').localeCompare(b.name ?? '', locale)
  const sign = down ? -1 : 1
  if (by === 'name') return rows.toSorted((a, b) => sign * named(a, b))
  return rows.toSorted((a, b) => {
    const [first, second] = [a[by], b[by]]
    if (first === undefined || second === undefined) {
      return Number(first === undefined) - Number(second === undefined) || named(a, b)
    }
    return sign * (first - second) || named(a, b)
  })
}

/** What a row is known by. */
export function idOf(row: Row): string {
  return row.agent_id ?? row.route_id ?? row.source_id ?? ''
}
