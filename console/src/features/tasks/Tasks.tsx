/** To be written. */
export function Tasks() {
  return null
}
