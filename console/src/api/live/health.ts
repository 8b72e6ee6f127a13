import { useSyncExternalStore } from 'react'

/** How often to ask while hints arrive: for what no hint tells of, and in case one was lost. */
export const WITH_HINTS = 10 * 60_000

let healthy = false
const listeners = new Set<() => void>()

/** Report whether hints arrive. */
export function setLive(arrive: boolean): void {
  if (healthy === arrive) return
  healthy = arrive
  for (const changed of listeners) changed()
}

/** Return whether hints arrive, so that nothing needs to be asked every few seconds. */
export const isLive = () => healthy

function listen(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Return whether hints arrive. */
export const useIsLive = () => useSyncExternalStore(listen, isLive)
