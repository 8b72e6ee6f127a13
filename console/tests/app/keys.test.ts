// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chooseRow, goToRow, listKey, switchKeys } from '@/app/keys/keys'

const ROW = (name: string) =>
  `<li><input type="checkbox" aria-label="${name}"><a href="#" data-row-link>${name}</a></li>`

beforeEach(() => {
  document.body.innerHTML = `<main id="main"><input id="text"><ul>${ROW('one')}${ROW('two')}</ul></main>`
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList)
  Element.prototype.scrollIntoView = vi.fn()
})
afterEach(() => {
  vi.restoreAllMocks()
  document.body.innerHTML = ''
})

/** Press a key on an element and return what the list makes of it. */
function press(key: string, on: Element = document.body, more: KeyboardEventInit = {}) {
  let heard: ReturnType<typeof listKey> | undefined
  const hear = (event: KeyboardEvent) => (heard = listKey(event))
  document.addEventListener('keydown', hear, { once: true })
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }))
  return heard
}
const at = () => document.activeElement?.textContent

test('j and k move among the rows, from none to the first, and stop at the ends', () => {
  goToRow(1)
  expect(at()).toBe('one')
  goToRow(1)
  expect(at()).toBe('two')
  goToRow(1)
  expect(at()).toBe('two')
  goToRow(-1)
  expect(at()).toBe('one')
})

test('x chooses the row that has the focus', () => {
  goToRow(1)
  chooseRow()
  expect(document.querySelector<HTMLInputElement>('[aria-label=one]')?.checked).toBe(true)
  expect(document.querySelector<HTMLInputElement>('[aria-label=two]')?.checked).toBe(false)
})

test('a key does nothing while somebody types, with a modifier, or while a dialog is open', () => {
  const [text, box] = ['#text', '[aria-label=one]'].map((one) => document.querySelector(one) as Element)
  expect(press('j')).toEqual({ go: 1 })
  expect(press('?')).toBe('help')
  expect(press('j', box)).toEqual({ go: 1 })
  expect(press('j', text)).toBeNull()
  expect(press('k', document.body, { metaKey: true })).toBeNull()
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>')
  expect(press('j')).toBeNull()
})

test('switched off, only the keys with a modifier are heard', () => {
  switchKeys(false)
  expect(press('j')).toBeNull()
  expect(press('?')).toBeNull()
  expect(press('/', document.body, { ctrlKey: true })).toBe('help')
  switchKeys(true)
  expect(press('j')).toEqual({ go: 1 })
})
