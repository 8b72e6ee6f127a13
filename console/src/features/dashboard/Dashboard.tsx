/** To be written. */
export function Dashboard() {
  return null
}
