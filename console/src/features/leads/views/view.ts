import type { Shapes } from '@/api/client'

export type View = Shapes['View']
export type Wanted = View['wanted']
/** The list's address: what is wanted, and the view that it began with. */
export type Address = Record<string, string | undefined>

/** Return what an address wants, without the view that it began with; unknown parameters are kept. */
export function wantedOf(address: Address): Wanted {
  const given = Object.entries(address).filter(([name, value]) => value && name !== 'view')
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}

/** Return the address of a view. */
export const addressOf = (view: View): Record<string, string> => ({ ...view.wanted, view: view.view_id })

/** Return whether two want the same, in whatever order it is written. */
export function isSame(one: Wanted, other: Wanted): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}

/** Return a new id for a view. */
export const newViewId = () => `view_${crypto.randomUUID().replaceAll('-', '')}`
