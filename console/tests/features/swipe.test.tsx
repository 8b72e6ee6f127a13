import { fireEvent, render, screen } from '@testing-library/react'
import { I18nProvider } from '@lingui/react'
import { i18n } from '@lingui/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { Swipeable } from '@/features/offers/Swipeable'
import { begun, meant, moved } from '@/features/offers/swipe'

const [SCREEN, CARD] = [390, 358]
const FROM = { x: 195, y: 400 }

/** Put a finger down in the middle, go through these places beside it, and return what letting go does. */
function swiped(...steps: [dx: number, dy: number][]) {
  const start = begun(FROM.x, FROM.y, SCREEN)
  if (!start) throw new Error('not begun')
  return meant(
    steps.reduce((one, [dx, dy]) => moved(one, FROM.x + dx, FROM.y + dy), start),
    CARD,
  )
}

describe('a swipe', () => {
  test.each([
    [
      'to the right, over half of the card',
      'claim',
      [
        [60, 4],
        [180, 10],
      ],
    ],
    [
      'to the left, over a third of it',
      'pass',
      [
        [-60, 0],
        [-130, 8],
      ],
    ],
    [
      'to the right, as far as a pass takes',
      null,
      [
        [60, 0],
        [150, 0],
      ],
    ],
    [
      'that is short',
      null,
      [
        [40, 0],
        [90, 0],
      ],
    ],
    [
      'up and down',
      null,
      [
        [2, 40],
        [5, 200],
      ],
    ],
    [
      'that begins as scrolling and turns aside',
      null,
      [
        [2, 40],
        [190, 60],
      ],
    ],
    [
      'that begins aside and turns down',
      null,
      [
        [40, 0],
        [180, 140],
      ],
    ],
    [
      'across',
      null,
      [
        [60, 60],
        [180, 180],
      ],
    ],
    [
      'that is taken back',
      null,
      [
        [100, 0],
        [230, 0],
        [190, 0],
      ],
    ],
    [
      'back to where it began',
      null,
      [
        [180, 0],
        [0, 0],
      ],
    ],
    [
      'that turns to the other side',
      'pass',
      [
        [120, 0],
        [-140, 0],
      ],
    ],
  ] as [string, string | null, [number, number][]][])('%s', (_, act, steps) => expect(swiped(...steps)).toBe(act))

  test('does not begin at the edges of the screen, where systems go back', () => {
    expect(begun(10, 400, SCREEN)).toBeNull()
    expect(begun(385, 400, SCREEN)).toBeNull()
  })
})

describe('a card', () => {
  const acts: string[] = []
  const touch = { pointerType: 'touch', isPrimary: true }
  const at = (dx: number, dy = 0) => ({ clientX: FROM.x + dx, clientY: FROM.y + dy })
  beforeEach(() => {
    acts.length = 0
    Object.defineProperty(window, 'innerWidth', { value: SCREEN, configurable: true })
    Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { value: CARD, configurable: true })
  })
  function show(may: ('claim' | 'pass')[] = ['claim', 'pass']) {
    render(
      <I18nProvider i18n={i18n}>
        <Swipeable may={may} onSwiped={(act) => acts.push(act)}>
          <p>Lead</p>
          <button>Pass</button>
        </Swipeable>
      </I18nProvider>,
    )
    return screen.getByText('Lead')
  }
  function swipe(card: HTMLElement, dx: number, how: object = {}) {
    fireEvent.pointerDown(card, { ...touch, ...how, ...at(0) })
    fireEvent.pointerMove(card, { ...touch, ...how, ...at(dx / 2) })
    fireEvent.pointerMove(card, { ...touch, ...how, ...at(dx) })
    fireEvent.pointerUp(card, { ...touch, ...how, ...at(dx) })
  }

  test('claims to the right and passes to the left', () => {
    const card = show()
    swipe(card, 190)
    swipe(card, -140)
    expect(acts).toEqual(['claim', 'pass'])
  })
  test('does only what may be done', () => {
    swipe(show(['pass']), 190)
    expect(acts).toEqual([])
  })
  test('is moved by no mouse, and not from a button', () => {
    swipe(show(), 190, { pointerType: 'mouse' })
    swipe(screen.getByRole('button'), 190)
    expect(acts).toEqual([])
  })
  test('is let go of when the browser scrolls or a second finger comes', () => {
    const card = show()
    fireEvent.pointerDown(card, { ...touch, ...at(0) })
    fireEvent.pointerMove(card, { ...touch, ...at(190) })
    fireEvent.pointerCancel(card, touch)
    fireEvent.pointerUp(card, { ...touch, ...at(190) })
    fireEvent.pointerDown(card, { ...touch, ...at(0) })
    fireEvent.pointerDown(card, { ...touch, isPrimary: false, ...at(40) })
    fireEvent.pointerMove(card, { ...touch, ...at(190) })
    fireEvent.pointerUp(card, { ...touch, ...at(190) })
    expect(acts).toEqual([])
  })
  test('says in full colour what letting go does, only from where it does it', () => {
    const card = show()
    const says = () => screen.queryByText('Claim')?.getAttribute('data-armed')
    fireEvent.pointerDown(card, { ...touch, ...at(0) })
    fireEvent.pointerMove(card, { ...touch, ...at(60) })
    expect(says()).toBe('false')
    fireEvent.pointerMove(card, { ...touch, ...at(185) })
    expect(says()).toBe('true')
    fireEvent.pointerUp(card, { ...touch, ...at(20) })
    expect(says()).toBeUndefined()
  })
})
