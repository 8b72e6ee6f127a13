import { useSyncExternalStore } from 'react'

let answered = true
const listeners = new Set<() => void>()

/** Report whether a request was answered; `navigator.onLine` is often wrong. */
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

/** Return whether there is a connection: the device says so, and the last request was answered. */
export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine && answered)
}

/** Return whether the device has a connection, whatever became of the last request: trying again may help. */
export function useConnected(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine)
}
