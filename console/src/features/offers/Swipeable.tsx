import { Trans } from '@lingui/react/macro'
import { IconArrowLeft, IconArrowRight } from '@/ui/icons'
import { type PointerEvent, type ReactNode, useRef, useState } from 'react'
import type { Act } from './keys'
import { begun, meant, moved, type Swipe } from './swipe'
import './swipe.css'

interface Props {
  /** What may be done now; the card is swiped to no other side. */
  may: readonly Act[]
  onSwiped: (act: Act) => void
  children: ReactNode
}

/**
 * On touch screens, a card that is swiped: right to claim, left to pass.
 *
 * It is a shortcut for thumbs: the buttons do the same, for everybody. What it will do is written beside the card, and in
 * full colour once letting go does it.
 */
export function Swipeable({ may, onSwiped, children }: Props) {
  const card = useRef<HTMLDivElement>(null)
  const latest = useRef<Swipe | null>(null)
  const [swipe, setSwipe] = useState<Swipe | null>(null)
  const follow = (to: Swipe | null) => {
    latest.current = to
    setSwipe(to?.kind === 'sideways' ? to : null)
  }
  const widthOf = () => card.current?.offsetWidth ?? Infinity

  function onDown({ pointerType, isPrimary, clientX, clientY, target }: PointerEvent) {
    const isControl = target instanceof Element && target.closest('button, a, input') !== null
    // A second finger means to zoom.
    if (pointerType !== 'touch' || !isPrimary || isControl || may.length === 0) follow(null)
    else follow(begun(clientX, clientY, window.innerWidth))
  }
  function onMove({ isPrimary, clientX, clientY }: PointerEvent) {
    if (latest.current && isPrimary) follow(moved(latest.current, clientX, clientY))
  }
  function onUp({ clientX, clientY, isPrimary }: PointerEvent) {
    const last = latest.current
    follow(null)
    const act = last && isPrimary ? meant(moved(last, clientX, clientY), widthOf()) : null
    if (act && may.includes(act)) onSwiped(act)
  }

  const side = swipe ? sideOf(swipe.dx) : null
  const isShown = side !== null && may.includes(side)
  return (
    <div className="swipe" {...(isShown ? { 'data-to': side } : {})}>
      {isShown && (
        <div className="swipe-says" aria-hidden data-armed={swipe !== null && meant(swipe, widthOf()) === side}>
          {side === 'claim' ? <Trans>Claim</Trans> : <Trans>Pass</Trans>}
        </div>
      )}
      <div
        ref={card}
        className="swipe-card"
        data-swipes={may.length > 0}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        // The browser scrolls, or took the finger otherwise.
        onPointerCancel={() => follow(null)}
        {...(isShown && swipe ? { style: { transform: `translateX(${swipe.dx}px)` } } : {})}
      >
        {children}
      </div>
    </div>
  )
}

const sideOf = (dx: number): Act => (dx > 0 ? 'claim' : 'pass')

/** Says that the card can be swiped; on the first card of a touch screen. The buttons are what is read aloud. */
export function SwipeHint({ may }: { may: readonly Act[] }) {
  if (may.length === 0) return null
  return (
    <div className="swipe-hint" aria-hidden>
      {may.includes('pass') && (
        <span>
          <IconArrowLeft size={16} /> <Trans>Swipe to pass</Trans>
        </span>
      )}
      {may.includes('claim') && (
        <span className="swipe-hint-claim">
          <Trans>Swipe to claim</Trans> <IconArrowRight size={16} />
        </span>
      )}
    </div>
  )
}
