import { amount } from './locale'

const MOST = 10_000 // up to which the API counts what is waiting

/** Format how many there are: "9,999", or "10,000+" where there may be more. */
export function counted(count: number, most = MOST): string {
  return count < most ? amount(count) : `${amount(most)}+`
}
