/** To be written. */
export function Sources() {
  return null
}
