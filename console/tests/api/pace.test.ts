import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { paced } from '@/api/live/pace'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('follows hints at once while they are few', () => {
  const act = vi.fn()
  const hint = paced(act)
  for (let n = 0; n < 5; n += 1) hint()
  expect(act).toHaveBeenCalledTimes(5)
})

it('follows those of a flood together, and never leaves out the last', () => {
  const act = vi.fn()
  const hint = paced(act)
  for (let n = 0; n < 100; n += 1) hint()
  expect(act).toHaveBeenCalledTimes(5)
  vi.advanceTimersByTime(2_000)
  expect(act).toHaveBeenCalledTimes(6)
})

it('follows at once again after a pause', () => {
  const act = vi.fn()
  const hint = paced(act)
  for (let n = 0; n < 5; n += 1) hint()
  vi.advanceTimersByTime(10_000)
  hint()
  expect(act).toHaveBeenCalledTimes(6)
})
