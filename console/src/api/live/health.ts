/** How often to ask while hints arrive: for what no hint tells of, and in case one was lost. */
export const WITH_HINTS = 10 * 60_000

let healthy = false

/** Report whether hints arrive. */
export function setLive(arrive: boolean): void {
  healthy = arrive
}

/** Return whether hints arrive, so that nothing needs to be asked every few seconds. */
export const isLive = () => healthy
