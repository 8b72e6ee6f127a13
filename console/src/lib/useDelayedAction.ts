import { useCallback, useEffect, useRef, useState } from 'react'

/** Delay an action so that it can be undone; leaving the screen runs it at once. */
export function useDelayedAction(milliseconds: number, act: () => void) {
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })

  const clear = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    setHeld(false)
  }, [])
  const start = useCallback(() => {
    setHeld(true)
    timer.current = setTimeout(() => {
      timer.current = null
      setHeld(false)
      latest.current()
    }, milliseconds)
  }, [milliseconds])
  useEffect(
    () => () => {
      if (timer.current) {
        clearTimeout(timer.current)
        latest.current()
      }
    },
    [],
  )
  return { held, start, undo: clear }
}
