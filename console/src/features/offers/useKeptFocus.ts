import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

const cardOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-offer]') : null

/**
 * Keep the focus in the list: when the focused card is removed or replaced, focus the card at its place.
 * `cards` are the keys of the cards in order; `otherwise` is focused when none is left.
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
    // Removed cards fire no blur event, so this is only a user who leaves.
    onBlurCapture: ({ relatedTarget }: FocusEvent) => {
      if (!cardOf(relatedTarget)) place.current = null
    },
  }
}
