import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'

/** The toasts, at the top and long enough to be read. */
export function ToastsShown() {
  return <Notifications position="top-center" autoClose={6000} />
}
