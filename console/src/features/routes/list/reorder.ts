/**
 * The whole order after one of the routes that are shown was moved among them. It goes right behind the one it now
 * follows, or before the one it now precedes; between all others, shown or not, nothing changes.
 */
export function wholeOrder(whole: string[], shown: string[], after: string[]): string[] {
  const moved = movedOf(shown, after)
  if (moved === undefined) return whole
  const rest = whole.filter((id) => id !== moved)
  const place = after.indexOf(moved)
  const before = after[place - 1]
  const at = before === undefined ? rest.indexOf(after[place + 1] as string) : rest.indexOf(before) + 1
  return [...rest.slice(0, at), moved, ...rest.slice(at)]
}

/** The one without which both are the same. */
function movedOf(shown: string[], after: string[]): string | undefined {
  const without = (ids: string[], id: string) => ids.filter((one) => one !== id).join()
  if (shown.join() === after.join()) return undefined
  return shown.find((id) => without(shown, id) === without(after, id))
}
