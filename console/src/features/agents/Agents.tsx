/** To be written. */
export function Agents() {
  return null
}
