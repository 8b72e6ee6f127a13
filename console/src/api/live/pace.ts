/** So many hints are followed at once; after that one in each stretch of time, in milliseconds. */
const AT_ONCE = 5
const STRETCH = 2_000

/**
 * Return a function that calls `act` for hints: at once, as long as they are few; those of a flood together, later.
 *
 * The last hint is never left out.
 */
export function paced(act: () => void, now: () => number = Date.now): () => void {
  let left = AT_ONCE
  let counted = now()
  let later: ReturnType<typeof setTimeout> | undefined
  return () => {
    const gained = Math.floor((now() - counted) / STRETCH)
    left = Math.min(AT_ONCE, left + gained)
    counted += gained * STRETCH
    if (left > 0) {
      left -= 1
      act()
    } else {
      later ??= setTimeout(() => {
        later = undefined
        act()
      }, STRETCH)
    }
  }
}
