/**
 * The server's clock: countdowns run to the server's deadlines, whatever the device's clock says.
 *
 * `learn` is told the server's instant in an answer, and when the answer came by the device's own steady clock.
 */
export class ServerClock {
  #ahead = 0

  learn(serverNow: string, at: number = Date.now()): void {
    this.#ahead = new Date(serverNow).getTime() - at
  }

  /** The server's present, in milliseconds. */
  now(at: number = Date.now()): number {
    return at + this.#ahead
  }
}

/** What is left until `deadline`, in whole seconds, never below 0. */
export function secondsLeft(deadline: string, now: number): number {
  return Math.max(0, Math.ceil((new Date(deadline).getTime() - now) / 1000))
}

/** `1:05:09`, `9:30` or `0:07`; days as `2 d 3:00:00`. */
export function countdown(seconds: number): string {
  const days = Math.floor(seconds / 86_400)
  const [hours, minutes, rest] = [
    Math.floor((seconds % 86_400) / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ]
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = hours || days ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
  return days ? `${days} d ${clock}` : clock
}
