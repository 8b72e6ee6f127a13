/** What a browser tells of itself that decides whether it can be pushed to. */
export interface Abilities {
  /** Whether it has workers, pushes and notifications at all. */
  able: boolean
  /** Whether it is an iPhone or iPad: there only installed apps are pushed to. */
  apple: boolean
  installed: boolean
  /** Whether the console's worker runs. */
  worker: boolean
  permission: NotificationPermission
  subscribed: boolean
}

export type PushState = 'unable' | 'install' | 'no-worker' | 'denied' | 'off' | 'on'

/** Whether this browser is pushed to, could be, or what stands in the way. */
export function pushState(found: Abilities): PushState {
  if (found.apple && !found.installed) return 'install'
  if (!found.able) return 'unable'
  if (found.permission === 'denied') return 'denied'
  if (!found.worker) return 'no-worker'
  return found.subscribed && found.permission === 'granted' ? 'on' : 'off'
}

/** What this browser is able to, and whether it is subscribed. */
export async function lookAround(): Promise<Abilities & { endpoint: string | null }> {
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  const registration = able ? await navigator.serviceWorker.getRegistration() : undefined
  const subscription = (await registration?.pushManager.getSubscription()) ?? null
  return {
    able,
    // An iPad says that it is a Mac; a Mac has no touch screen.
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

/** Ask for the browser's permission, and subscribe it with the team's key; null where the person does not permit it. */
export async function subscribe(publicKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const registration = await navigator.serviceWorker.ready
  const kept = await registration.pushManager.getSubscription()
  if (kept && !sameKey(kept, publicKey)) await kept.unsubscribe()
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(publicKey) })
}

/** This browser is pushed to no more. */
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

/** The kind of browser that an endpoint belongs to, as far as its push service tells. */
export function browserOf(endpoint: string): string {
  const { hostname } = new URL(endpoint)
  return SERVICES.find(([host]) => host.test(hostname))?.[1] ?? hostname
}

/** Base64url, as keys for pushes are written, in bytes. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}

function sameKey(subscription: PushSubscription, publicKey: string): boolean {
  const used = subscription.options.applicationServerKey
  return used !== null && new Uint8Array(used).join() === bytes(publicKey).join()
}
