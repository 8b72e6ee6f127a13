import { fireEvent, renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useTypedAhead } from '@/app/finder/useTypedAhead'

/** The text that the finder will begin with, and what the screen below hears meanwhile. */
function listen(isAhead = true) {
  const heard = vi.fn()
  const cancelled = vi.fn()
  let text = ''
  document.body.onkeydown = (event) => heard(event.key)
  const hook = renderHook(({ on }) => useTypedAhead(on, (change) => (text = change(text)), cancelled), {
    initialProps: { on: isAhead },
  })
  return { heard, cancelled, hook, text: () => text }
}

const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(document.body, { key }))

test('what is typed before the finder is there is its text, and no shortcut of the screen below', () => {
  const { heard, text } = listen()
  press('A', 'n', 'e', 'Backspace', 'a', 'Enter', 'Shift')
  expect(text()).toBe('Ana')
  expect(heard.mock.calls).toEqual([['Shift']])
})

test('Escape takes the asking back', () => {
  const { cancelled, text } = listen()
  press('Escape')
  expect(cancelled).toHaveBeenCalledOnce()
  expect(text()).toBe('')
})

test('a press elsewhere takes the asking back too', () => {
  const { cancelled } = listen()
  fireEvent.pointerDown(document.body)
  expect(cancelled).toHaveBeenCalledOnce()
})

test('keys of the browser, and all keys once the finder has the focus, are left alone', () => {
  const { heard, hook, text } = listen()
  fireEvent.keyDown(document.body, { key: 'r', ctrlKey: true })
  hook.rerender({ on: false })
  press('e')
  expect(text()).toBe('')
  expect(heard.mock.calls).toEqual([['r'], ['e']])
})
