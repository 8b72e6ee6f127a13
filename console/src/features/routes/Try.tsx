/** To be written. */
export function Try() {
  return null
}
