import { useEffect, useState } from 'react'

/** Return the current time, updated at an interval. */
export function useNow(now: () => number, every = 1000): number {
  const [shown, setShown] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setShown(now()), every)
    return () => clearInterval(timer)
  }, [now, every])
  return shown
}
