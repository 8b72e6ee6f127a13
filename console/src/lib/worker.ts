/** What the console's worker asks of an open window: to go to a screen. */
interface Asked {
  go?: string
}

const LOOKED_FOR_EVERY = 60 * 60 * 1000

/** Start the worker, and tell `onNew` of every newer version of the console that waits to take over. */
export async function startWorker(onNew: (waiting: ServiceWorker) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  const told = () => {
    // Without a worker before it, what was installed is the console that is shown.
    if (registration.waiting && navigator.serviceWorker.controller) onNew(registration.waiting)
  }
  told()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', told)
  })
  setInterval(() => void registration.update().catch(() => undefined), LOOKED_FOR_EVERY)
}

/** Let a newer version take over, and show it. */
export function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('take-over')
}

/** Tell `go` of the screens that the worker asks for, until the answer is called. */
export function onAsked(go: (screen: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  const hear = (event: MessageEvent<Asked | null>) => {
    const screen = event.data?.go
    if (screen?.startsWith('/')) go(screen)
  }
  navigator.serviceWorker.addEventListener('message', hear)
  return () => navigator.serviceWorker.removeEventListener('message', hear)
}
