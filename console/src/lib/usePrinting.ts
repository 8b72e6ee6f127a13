import { useSyncExternalStore } from 'react'

// Chrome tells no change of a medium to a list whose `matches` was read after the change: it is read once, and then told.
let printing = false
const told = new Set<() => void>()

function change(now: boolean) {
  printing = now
  for (const hear of told) hear()
}

if (typeof matchMedia === 'function') {
  const media = matchMedia('print')
  printing = media.matches
  media.addEventListener('change', (event) => change(event.matches))
  // Some browsers tell by events alone that they print, and never by the medium.
  window.addEventListener('beforeprint', () => change(true))
  window.addEventListener('afterprint', () => change(false))
}

function listen(hear: () => void) {
  told.add(hear)
  return () => void told.delete(hear)
}

/** Whether the page is being printed: then all that is at hand is shown, and in light colours. */
export const usePrinting = () => useSyncExternalStore(listen, () => printing)
