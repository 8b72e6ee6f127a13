/** What decides whether a browser can receive pushes. */
export interface Abilities {
  /** Whether it supports service workers, pushes and notifications. */
  able: boolean
  /** Whether it is an iPhone or iPad, where only installed apps receive pushes. */
  apple: boolean
  installed: boolean
  /** Whether the console's worker runs. */
  worker: boolean
  permission: NotificationPermission
  subscribed: boolean
}

export type PushState = 'unable' | 'install' | 'no-worker' | 'denied' | 'off' | 'on'

/** Return whether this browser receives pushes, could, or what prevents it. */
export function pushState(found: Abilities): PushState {
  if (found.apple && !found.installed) return 'install'
  if (!found.able) return 'unable'
  if (found.permission === 'denied') return 'denied'
  if (!found.worker) return 'no-worker'
  return found.subscribed && found.permission === 'granted' ? 'on' : 'off'
}

/** Return what this browser supports, and whether it is subscribed. */
export async function lookAround(): Promise<Abilities & { endpoint: string | null }> {
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  const registration = able ? await navigator.serviceWorker.getRegistration() : undefined
  const subscription = (await registration?.pushManager.getSubscription()) ?? null
  return {
    able,
    // An iPad identifies as a Mac, but a Mac has no touch screen.
    apple:
      /iPhone|iPad/.test(navigator.userAgent) ||
      (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1),
    installed: matchMedia('(display-mode: standalone)').matches,
    worker: registration !== undefined,
    permission: able ? Notification.permission : 'default',
    subscribed: subscription !== null,
    endpoint: subscription?.endpoint ?? null,
  }
}

/** Ask for permission and subscribe this browser with the team's key; null where permission is denied. */
export async function subscribe(publicKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const registration = await navigator.serviceWorker.ready
  const kept = await registration.pushManager.getSubscription()
  if (kept && !sameKey(kept, publicKey)) await kept.unsubscribe()
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(publicKey) })
}

/** End this browser's push subscription. */
export async function unsubscribe(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager?.getSubscription())?.unsubscribe()
}

const SERVICES: [RegExp, string][] = [
  [/(^|\.)googleapis\.com$/, 'Chrome'],
  [/(^|\.)mozilla\.com$/, 'Firefox'],
  [/(^|\.)windows\.com$/, 'Edge'],
  [/(^|\.)apple\.com$/, 'Safari'],
]

/** Return the browser that an endpoint belongs to, by its push service. */
export function browserOf(endpoint: string): string {
  const { hostname } = new URL(endpoint)
  return SERVICES.find(([host]) => host.test(hostname))?.[1] ?? hostname
}

/** Decode base64url, the encoding of push keys. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}

function sameKey(subscription: PushSubscription, publicKey: string): boolean {
  const used = subscription.options.applicationServerKey
  return used !== null && new Uint8Array(used).join() === bytes(publicKey).join()
}
