/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { pushedFrom, saidOf, PUSH_TEXTS, type PushTexts, screenOfPush, tagOf } from './pushed'
import { isScreen } from './shell'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

// Only the built shell is cached; every other request goes to the network.
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(
  ({ request, url, sameOrigin }) => sameOrigin && request.mode === 'navigate' && isScreen(url.pathname),
  createHandlerBoundToURL('/index.html'),
)

// A new version waits until the person wants it.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

self.addEventListener('push', (event) => event.waitUntil(show(event.data?.text() ?? '')))

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(go(String(event.notification.data ?? '/')))
})

/** Browsers revoke subscriptions of pushes that show nothing, so unreadable ones are shown too. */
async function show(text: string): Promise<void> {
  const pushed = pushedFrom(text) ?? { kind: '', count: 1 }
  const tag = tagOf(pushed)
  await self.registration.showNotification(saidOf(pushed, await sayings()), {
    tag,
    renotify: true,
    data: screenOfPush(pushed),
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    requireInteraction: pushed.kind === 'offer',
  } as NotificationOptions)
}

async function sayings(): Promise<PushTexts> {
  const kept = await caches.match(PUSH_TEXTS.path, { cacheName: PUSH_TEXTS.cache })
  return kept ? ((await kept.json()) as PushTexts) : {}
}

/** Focus an open window and navigate there, or open one. */
async function go(screen: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((one) => one.focused) ?? windows[0]
  if (!open) {
    await self.clients.openWindow(screen)
    return
  }
  open.postMessage({ go: screen })
  await open.focus()
}
