import type { Act } from './keys'

/** A finger on a card: where it began, how far it went to the side, and what it is doing. */
export interface Swipe {
  readonly from: { x: number; y: number }
  /** How far to the side, in pixels; to the right is positive. */
  readonly dx: number
  /** How far up or down, in pixels, at the most. */
  readonly dy: number
  /** The farthest it was to the side it goes to. */
  readonly farthest: number
  /** Whether it goes to the side. What began up or down is scrolling, and stays so. */
  readonly kind: 'undecided' | 'sideways' | 'scrolling'
}

const SLOP = 12 // pixels that a finger trembles before it has a direction
const STEEPEST = 0.5 // of dy to dx
const TAKEN_BACK = 24 // pixels back by which somebody says that they do not mean it
const EDGE = 24 // pixels at both edges of the screen, where systems take a swipe for "back"

/** How much of the card's width a swipe crosses, and at least how many pixels. A claim cannot be undone: it takes more. */
const FAR_ENOUGH: Record<Act, { share: number; least: number }> = {
  claim: { share: 0.5, least: 140 },
  pass: { share: 0.35, least: 100 },
}

/** Return the swipe that begins where a finger is put down; null where it means something else. */
export function begun(x: number, y: number, screenWidth: number): Swipe | null {
  if (x < EDGE || x > screenWidth - EDGE) return null
  return { from: { x, y }, dx: 0, dy: 0, farthest: 0, kind: 'undecided' }
}

/** Return the swipe with the finger moved to a place. */
export function moved(swipe: Swipe, x: number, y: number): Swipe {
  const dx = x - swipe.from.x
  const dy = Math.max(swipe.dy, Math.abs(y - swipe.from.y))
  const isSameSide = Math.sign(dx) === Math.sign(swipe.farthest)
  const farthest = isSameSide && Math.abs(dx) < Math.abs(swipe.farthest) ? swipe.farthest : dx
  return { ...swipe, dx, dy, farthest, kind: kindOf(swipe.kind, dx, dy) }
}

function kindOf(kind: Swipe['kind'], dx: number, dy: number): Swipe['kind'] {
  if (kind !== 'undecided' || Math.hypot(dx, dy) < SLOP) return kind
  return dy <= Math.abs(dx) * STEEPEST ? 'sideways' : 'scrolling'
}

/** Return what letting the finger go here does: right claims, left passes, anything else nothing. */
export function meant({ dx, dy, farthest, kind }: Swipe, cardWidth: number): Act | null {
  if (kind !== 'sideways' || dy > Math.abs(dx) * STEEPEST) return null
  if (Math.abs(farthest) - Math.abs(dx) > TAKEN_BACK) return null
  const act: Act = dx > 0 ? 'claim' : 'pass'
  const { share, least } = FAR_ENOUGH[act]
  return Math.abs(dx) >= Math.max(least, cardWidth * share) ? act : null
}
