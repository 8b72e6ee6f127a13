/** To be written. */
export function Audit() {
  return null
}
