/** To be written. */
export function Outbound() {
  return null
}
