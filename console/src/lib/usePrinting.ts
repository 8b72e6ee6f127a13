import { useSyncExternalStore } from 'react'

const media = typeof matchMedia === 'function' ? matchMedia('print') : undefined

function listen(hear: () => void) {
  media?.addEventListener('change', hear)
  return () => media?.removeEventListener('change', hear)
}

/** Whether the page is being printed: then all that is at hand is shown. */
export const usePrinting = () => useSyncExternalStore(listen, () => media?.matches ?? false)
