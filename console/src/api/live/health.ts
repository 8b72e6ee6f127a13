/** How often to ask while hints arrive: for what no hint tells of, and in case one was lost. */
export const WITH_HINTS = 10 * 60_000

const LESS_OFTEN = 3

let healthy = false

/** Report whether hints arrive. */
export function setLive(arrive: boolean): void {
  healthy = arrive
}

/** Return whether hints arrive, so that nothing needs to be asked every few seconds. */
export const isLive = () => healthy

/**
 * How long to wait before asking again for what is read anew whenever something moves, and changes a little by itself,
 * such as how many wait too long: while hints arrive that is all there is to miss.
 */
export const unlessHinted = (milliseconds: number) => (isLive() ? LESS_OFTEN * milliseconds : milliseconds)
