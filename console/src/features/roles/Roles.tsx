/** To be written. */
export function Roles() {
  return null
}
