import { useEffect, useEffectEvent } from 'react'

/**
 * Hear what is typed between asking for the finder and its field having the focus: without it the letters are lost, or
 * do what they mean on the screen below, as `e` archives.
 *
 * @param isAhead whether the finder was asked for and has no focus yet
 * @param onType told how what was typed so far changes
 * @param onCancel told of Escape, and of a press elsewhere: what is typed then is for that
 */
export function useTypedAhead(isAhead: boolean, onType: (change: (q: string) => string) => void, onCancel: () => void) {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Backspace') onType((q) => q.slice(0, -1))
    else if (event.key.length === 1) onType((q) => q + event.key)
    else if (event.key !== 'Enter') return
    event.preventDefault()
    event.stopImmediatePropagation()
  })
  const leave = useEffectEvent(onCancel)
  useEffect(() => {
    if (!isAhead) return
    window.addEventListener('keydown', hear, { capture: true })
    window.addEventListener('pointerdown', leave)
    return () => {
      window.removeEventListener('keydown', hear, { capture: true })
      window.removeEventListener('pointerdown', leave)
    }
  }, [isAhead])
}
