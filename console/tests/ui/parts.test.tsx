import { MantineProvider } from '@mantine/core'
import { I18nProvider } from '@lingui/react'
import { i18n } from '@lingui/core'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ConsoleContext } from '@/api/context'
import { ServerClock } from '@/lib/clock'
import { Countdown } from '@/ui/leads/Countdown'
import { fullName } from '@/ui/words/names'
import { SortableList } from '@/ui/lists/SortableList'

const NOON = Date.UTC(2026, 0, 5, 12)
const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString()

function show(part: ReactNode, clock = new ServerClock()) {
  const tools = { api: {} as never, clock, leave: async () => undefined, askPool: async () => ({}) as never }
  return render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <ConsoleContext.Provider value={tools}>{part}</ConsoleContext.Provider>
      </MantineProvider>
    </I18nProvider>,
  )
}

describe('the countdown', () => {
  beforeEach(() => vi.useFakeTimers({ now: NOON - 3_600_000 }))
  afterEach(() => vi.useRealTimers())

  test('runs to the server’s deadline on a device that is an hour slow, and stops at nothing', () => {
    const clock = new ServerClock()
    clock.learn(at(0))
    show(<Countdown from={at(-60)} deadline={at(65)} />, clock)
    expect(screen.getByRole('timer')).toHaveTextContent('1:05')
    act(() => void vi.advanceTimersByTime(5_000))
    expect(screen.getByRole('timer')).toHaveTextContent('1:00')
    act(() => void vi.advanceTimersByTime(120_000))
    expect(screen.getByRole('timer')).toHaveTextContent('0:00')
  })
})

test('a name is as whole as one may know it: an initial has its dot, nothing stands for what is not known', () => {
  expect(fullName({ first_name: 'Vera', last_name: 'Soler' })).toBe('Vera Soler')
  expect(fullName({ first_name: 'Vera', last_name: 'S' })).toBe('Vera S.')
  expect(fullName({ first_name: 'Vera', last_name: '' })).toBe('Vera')
  expect(fullName({ first_name: '', last_name: '' })).toBe('')
})

describe('the sortable list', () => {
  const ROW = 50
  // jsdom draws nothing: each row is told where it would be.
  beforeEach(() => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      const row = this.closest('li')
      const place = row ? [...(row.parentElement?.children ?? [])].indexOf(row) : 0
      return new DOMRect(0, place * ROW, 300, ROW)
    })
  })
  afterEach(() => vi.restoreAllMocks())

  function list(onOrder: (ids: string[]) => void) {
    show(
      <SortableList items={['Ana', 'Bea', 'Coro']} id={(one) => one} name={(one) => one} onOrder={onOrder}>
        {(one, handle) => (
          <div>
            {handle}
            <span>{one}</span>
          </div>
        )}
      </SortableList>,
    )
  }
  const handle = (name: RegExp) => screen.getByRole('button', { name })

  test('is put in order by keys alone', async () => {
    const ordered = vi.fn()
    list(ordered)
    const keys = userEvent.setup()
    handle(/Ana/).focus()
    await keys.keyboard(' ')
    await keys.keyboard('{ArrowDown}')
    await keys.keyboard(' ')
    expect(ordered).toHaveBeenCalledExactlyOnceWith(['Bea', 'Ana', 'Coro'])
  })

  test('is left as it was by escape', async () => {
    const ordered = vi.fn()
    list(ordered)
    const keys = userEvent.setup()
    handle(/Ana/).focus()
    await keys.keyboard(' ')
    await keys.keyboard('{ArrowDown}{Escape}')
    expect(ordered).not.toHaveBeenCalled()
  })

  test('speaks of taking an item to its end, though it is over its own place at once', async () => {
    list(() => undefined)
    handle(/Ana/).focus()
    await userEvent.keyboard(' ')
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(screen.getByRole('status')).toHaveTextContent('Taken: Ana, place 1 of 3.')
  })

  test('gives each item a handle that is called by it', () => {
    list(() => undefined)
    const rows = screen.getAllByRole('listitem')
    expect(rows.map((row) => within(row).getByRole('button').getAttribute('aria-label'))).toEqual([
      'Move Ana',
      'Move Bea',
      'Move Coro',
    ])
  })
})
