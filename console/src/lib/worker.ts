/** A message of the service worker to an open window: the screen to go to. */
interface Asked {
  go?: string
}

const LOOKED_FOR_EVERY = 60 * 60 * 1000

/** Register the service worker; call `onNew` with every new version that waits to take over. */
export async function startWorker(onNew: (waiting: ServiceWorker) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  const told = () => {
    // Without an earlier worker, this is the version that is shown already.
    if (registration.waiting && navigator.serviceWorker.controller) onNew(registration.waiting)
  }
  told()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', told)
  })
  setInterval(() => void registration.update().catch(() => undefined), LOOKED_FOR_EVERY)
}

/** Let a waiting version take over, and reload. */
export function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('take-over')
}

/** Call `go` with the screens that the worker asks for; returns how to stop. */
export function onAsked(go: (screen: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  const hear = (event: MessageEvent<Asked | null>) => {
    const screen = event.data?.go
    if (screen?.startsWith('/')) go(screen)
  }
  navigator.serviceWorker.addEventListener('message', hear)
  return () => navigator.serviceWorker.removeEventListener('message', hear)
}
