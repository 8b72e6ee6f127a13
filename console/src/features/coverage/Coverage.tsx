/** To be written. */
export function Coverage() {
  return null
}
