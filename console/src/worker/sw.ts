/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { actionsOf, askToAct, type OfferAct, outcomeOf, screenOfOutcome, wordsOf } from './acts'
import { pushedFrom, type Pushed, saidOf, PUSH_TEXTS, type PushTexts, screenOfPush, tagOf } from './pushed'
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
  const told = event.notification.data as Told | string | null
  // Shown by an earlier version, which kept the screen alone.
  const { screen, pushed } = typeof told === 'object' && told ? told : { screen: told ?? '/' }
  const act = event.action === 'claim' || event.action === 'pass' ? event.action : null
  event.waitUntil(act && pushed?.claim ? perform(act, pushed, pushed.claim) : go(screen))
})

/** What a shown push knows: where it leads to, and what it was. */
interface Told {
  screen: string
  pushed?: Pushed
}

/** Browsers revoke subscriptions of pushes that show nothing, so unreadable ones are shown too. */
async function show(text: string): Promise<void> {
  const pushed = pushedFrom(text) ?? { kind: '', count: 1 }
  await showPush(pushed, saidOf(pushed, await sayings()), screenOfPush(pushed))
}

/** Claim or pass the offer, and say what the server said; without an answer, the buttons stay. */
async function perform(act: OfferAct, pushed: Pushed, token: string): Promise<void> {
  const outcome = outcomeOf(act, await askToAct(act, token))
  const { claim, ...rest } = pushed
  const left = outcome === 'unreached' && claim ? { ...rest, claim } : rest
  await showPush(left, wordsOf(outcome, await sayings()), screenOfOutcome(outcome, pushed.lead_id))
}

async function showPush(pushed: Pushed, said: string, screen: string): Promise<void> {
  const actions = actionsOf(pushed, await sayings())
  await self.registration.showNotification(said, {
    tag: tagOf(pushed),
    renotify: true,
    data: { screen, pushed } satisfies Told,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    requireInteraction: pushed.kind === 'offer',
    actions,
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
