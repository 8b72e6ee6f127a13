/** To be written. */
export function EditRoute() {
  return null
}
