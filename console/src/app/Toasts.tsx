import { useNotifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'

const Shown = lazy(async () => ({ default: (await import('./ToastsShown')).ToastsShown }))

/** The toasts; their component is loaded with the first one. */
export function Toasts() {
  const { notifications } = useNotifications()
  if (notifications.length === 0) return null
  return (
    <Suspense>
      <Shown />
    </Suspense>
  )
}
