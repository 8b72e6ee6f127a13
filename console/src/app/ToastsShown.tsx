import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'

/** Said where it is seen and heard, and kept long enough to be read. */
export function ToastsShown() {
  return <Notifications position="top-center" autoClose={6000} />
}
