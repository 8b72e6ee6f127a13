import { useEffect, useState } from 'react'

const LONG_MILLISECONDS = 4_000

/** Return whether something that is waited for takes longer than usual. */
export function useSlow(waiting = true): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setSlow(true), LONG_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [waiting])
  return slow
}
