/** To be written. */
export function NewLead() {
  return null
}
