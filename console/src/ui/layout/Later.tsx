import { type ReactNode, startTransition, useEffect, useState } from 'react'

interface Props {
  /** What stands there until then, as high as what comes. */
  shape: ReactNode
  children: ReactNode
}

/** A part that is not seen at first: it is drawn, a bit at a time, once what stands above it is there. */
export function Later({ shape, children }: Props) {
  const [due, setDue] = useState(false)
  useEffect(() => startTransition(() => setDue(true)), [])
  return due ? children : shape
}
