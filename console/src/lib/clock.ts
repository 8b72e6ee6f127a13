/**
 * The server's clock: countdowns run to the server's deadlines, whatever the device's clock says.
 *
 * `learn` takes the server's instant from a response, and the device's time at which it came.
 */
export class ServerClock {
  #ahead = 0

  learn(serverNow: string, at: number = Date.now()): void {
    this.#ahead = new Date(serverNow).getTime() - at
  }

  /** Return the server's time, in milliseconds. */
  now(at: number = Date.now()): number {
    return at + this.#ahead
  }
}

/** Return the time left until `deadline`, in whole seconds, at least 0. */
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
