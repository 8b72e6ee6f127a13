/** To be written. */
export function Report() {
  return null
}
