/**
 * Return the order of all routes after one of the visible ones was moved. It goes right behind its new
 * predecessor, or before its new successor; all others keep their order.
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

/** Return the moved id: the one without which both lists are equal. */
function movedOf(shown: string[], after: string[]): string | undefined {
  const without = (ids: string[], id: string) => ids.filter((one) => one !== id).join()
  if (shown.join() === after.join()) return undefined
  return shown.find((id) => without(shown, id) === without(after, id))
}
