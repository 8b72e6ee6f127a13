import { expect, test } from 'vitest'
import { countdown, secondsLeft, ServerClock } from '@/lib/clock'

const NOON = Date.UTC(2026, 0, 5, 12)
const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString()

test('a device whose clock is an hour slow still counts down to the server’s deadline', () => {
  const clock = new ServerClock()
  const slow = NOON - 3_600_000
  clock.learn(at(0), slow)
  expect(secondsLeft(at(90), clock.now(slow + 30_000))).toBe(60)
})

test.each([
  [at(0), 0, 'on the deadline'],
  [at(-5), 0, 'after it'],
  [at(0.2), 1, 'a part of a second is still a second'],
])('%s: %i s left, %s', (deadline, left) => {
  expect(secondsLeft(deadline, NOON)).toBe(left)
})

test.each([
  [7, '0:07'],
  [570, '9:30'],
  [3909, '1:05:09'],
  [183_600, '2 d 3:00:00'],
])('%i seconds read %s', (seconds, text) => {
  expect(countdown(seconds)).toBe(text)
})
