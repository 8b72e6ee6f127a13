import { useSyncExternalStore } from 'react'

const media = typeof matchMedia === 'function' ? matchMedia('print') : undefined
// Some browsers tell by events alone that they print, and never by the medium.
let asked = false

function listen(hear: () => void) {
  const begin = () => {
    asked = true
    hear()
  }
  const end = () => {
    asked = false
    hear()
  }
  media?.addEventListener('change', hear)
  window.addEventListener('beforeprint', begin)
  window.addEventListener('afterprint', end)
  return () => {
    media?.removeEventListener('change', hear)
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
  }
}

/** Whether the page is being printed: then all that is at hand is shown, and in light colours. */
export const usePrinting = () => useSyncExternalStore(listen, () => asked || (media?.matches ?? false))
