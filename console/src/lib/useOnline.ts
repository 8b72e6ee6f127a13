import { useSyncExternalStore } from 'react'

let answered = true
const listeners = new Set<() => void>()

/** Report whether a request was answered; `navigator.onLine` is often wrong. */
export function heard(anything: boolean): void {
  if (answered === anything) return
  answered = anything
  for (const changed of listeners) changed()
}

/** Call `changed` when there is a connection, or none any more; return a function that ends it. */
export function onReach(changed: () => void): () => void {
  listeners.add(changed)
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    listeners.delete(changed)
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

/** Return whether there is a connection: the device says so, and the last request was answered. */
export const isReached = () => navigator.onLine && answered

/** Return whether there is a connection, as `isReached` does. */
export function useOnline(): boolean {
  return useSyncExternalStore(onReach, isReached)
}

/** Return whether the device has a connection, whatever became of the last request: trying again may help. */
export function useConnected(): boolean {
  return useSyncExternalStore(onReach, () => navigator.onLine)
}
