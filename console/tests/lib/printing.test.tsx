import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

type Hear = (event: { matches: boolean }) => void

/** What Chrome gives: it tells a change only to a list whose `matches` was not read since. */
class Medium {
  private readonly hearers: Hear[] = []
  private known = false
  private now = false
  get matches() {
    return (this.known = this.now)
  }
  addEventListener(_: string, hear: Hear) {
    this.hearers.push(hear)
  }
  removeEventListener(_: string, hear: Hear) {
    this.hearers.splice(this.hearers.indexOf(hear), 1)
  }
  become(now: boolean) {
    this.now = now
  }
  tell() {
    if (this.known === this.now) return
    this.known = this.now
    for (const hear of this.hearers) hear({ matches: this.now })
  }
}

/** The hook, loaded anew by a browser with this medium. */
async function load(medium: Medium) {
  vi.stubGlobal('matchMedia', () => medium)
  vi.resetModules()
  return (await import('@/lib/usePrinting')).usePrinting
}

afterEach(() => vi.unstubAllGlobals())

test('a browser that tells of printing by events alone is believed', async () => {
  const { result } = renderHook(await load(new Medium()))
  expect(result.current).toBe(false)
  act(() => void window.dispatchEvent(new Event('beforeprint')))
  expect(result.current).toBe(true)
  act(() => void window.dispatchEvent(new Event('afterprint')))
  expect(result.current).toBe(false)
})

test('what is not drawn between the change of the medium and the news of it learns the news all the same', async () => {
  const medium = new Medium()
  const usePrinting = await load(medium)
  const { result } = renderHook(usePrinting)
  for (const now of [true, false]) {
    medium.become(now)
    renderHook(usePrinting) // another part is drawn
    act(() => medium.tell())
    expect(result.current).toBe(now)
  }
})

test('a page that is loaded while it is printed knows it', async () => {
  const medium = new Medium()
  medium.become(true)
  expect(renderHook(await load(medium)).result.current).toBe(true)
})
