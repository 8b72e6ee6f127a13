import { useEffect, useState } from 'react'

/** The present, told anew every so many milliseconds; for what counts down or grows old. */
export function useNow(now: () => number, every = 1000): number {
  const [shown, setShown] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setShown(now()), every)
    return () => clearInterval(timer)
  }, [now, every])
  return shown
}
