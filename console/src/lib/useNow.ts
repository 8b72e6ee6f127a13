import { useEffect, useReducer, useState } from 'react'

const DAY = 24 * 3_600_000

/** Return the current time, updated at an interval. */
export function useNow(now: () => number, every = 1000): number {
  const [shown, setShown] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setShown(now()), every)
    return () => clearInterval(timer)
  }, [now, every])
  return shown
}

/**
 * Return the current time, updated when the next of these instants comes: what begins or ends then is shown at once.
 *
 * What begins "now" is still to come by a clock that is a little behind.
 */
export function useNowAt(now: () => number, instants: (string | null | undefined)[]): number {
  const [, look] = useReducer((looks: number) => looks + 1, 0)
  const shown = now()
  const next = Math.min(...instants.map((one) => Date.parse(one ?? '')).filter((one) => one > shown))
  useEffect(() => {
    if (next === Infinity) return
    const timer = setTimeout(look, Math.min(next - now(), DAY)) // a timer holds no longer than some weeks
    return () => clearTimeout(timer)
  })
  return shown
}
