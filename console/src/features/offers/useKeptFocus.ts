import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

const cardOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-offer]') : null

/**
 * When the card that has the focus goes from the list, or becomes another, the focus goes to what is at its place, not
 * to nowhere. `cards` tells one card from the next, in order; `otherwise` is gone to when none is left.
 */
export function useKeptFocus(
  cards: readonly string[],
  list: RefObject<HTMLElement | null>,
  otherwise: RefObject<HTMLElement | null>,
) {
  const place = useRef<number | null>(null)
  const key = cards.join()
  useEffect(() => {
    if (place.current === null || document.activeElement !== document.body) return
    const shown = list.current?.querySelectorAll<HTMLElement>('[data-offer]')
    const next = shown?.[Math.min(place.current, shown.length - 1)] ?? otherwise.current
    next?.focus()
  }, [key, list, otherwise])
  return {
    onFocusCapture: ({ target }: FocusEvent) => {
      const card = cardOf(target)
      place.current = card && list.current ? [...list.current.querySelectorAll('[data-offer]')].indexOf(card) : null
    },
    // Of cards that are taken away nothing is heard here: only who leaves by themselves is let go.
    onBlurCapture: ({ relatedTarget }: FocusEvent) => {
      if (!cardOf(relatedTarget)) place.current = null
    },
  }
}
