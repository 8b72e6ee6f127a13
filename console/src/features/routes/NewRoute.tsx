/** To be written. */
export function NewRoute() {
  return null
}
