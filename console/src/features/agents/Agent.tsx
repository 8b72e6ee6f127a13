/** To be written. */
export function Agent() {
  return null
}
