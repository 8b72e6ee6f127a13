import { useSyncExternalStore } from 'react'

let answered = true
const listeners = new Set<() => void>()

/** Tell whether a request was answered: what a device believes of its connection is often wrong. */
export function heard(anything: boolean): void {
  if (answered === anything) return
  answered = anything
  for (const changed of listeners) changed()
}

function listen(changed: () => void): () => void {
  listeners.add(changed)
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    listeners.delete(changed)
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

/** Whether there is a connection: the device has one, and what was asked last was answered. */
export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine && answered)
}
