/** To be written. */
export function Import() {
  return null
}
