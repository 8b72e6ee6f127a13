/** To be written. */
export function Source() {
  return null
}
