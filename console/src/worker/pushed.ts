/** The payload of a push. */
export interface Pushed {
  kind: string
  count: number
  lead_id?: string
  notification_id?: string
  /** The page that it opens. */
  page?: string
  /** The token with which the buttons of an offer claim or pass it. */
  claim?: string
}

/** The texts of a kind of push, for one and for many (`{count}`). */
export type PushTexts = Record<string, { one: string; many: string }>

/** The cache in which the console stores the texts for its service worker. */
export const PUSH_TEXTS = { cache: 'relevo-words', path: '/words-of-pushes' }

const UNKNOWN = 'Relevo: novedades · news'

/** Parse a push; null where it is not ours. */
export function pushedFrom(text: string): Pushed | null {
  try {
    const told = JSON.parse(text) as Partial<Pushed> | null
    if (!told || typeof told.kind !== 'string') return null
    return { ...told, kind: told.kind, count: typeof told.count === 'number' ? told.count : 1 }
  } catch {
    return null
  }
}

/** Return the text of a push, in the device's language. */
export function saidOf({ kind, count }: Pushed, sayings: PushTexts): string {
  const said = sayings[kind]
  if (!said) return UNKNOWN
  return (count > 1 ? said.many : said.one).replace('{count}', String(count))
}

/** Return the screen that a push opens: the very thing it tells of; without a page, the lead or the notifications. */
export function screenOfPush({ kind, lead_id, page }: Pushed): string {
  if (kind === 'test') return '/me'
  if (page && /^\/(?![/\\])/.test(page)) return page
  if (kind === 'offer') return '/'
  return lead_id ? `/leads/${encodeURIComponent(lead_id)}` : '/notifications'
}

/** Return the tag by which a push replaces an earlier one of its kind about the same lead. */
export function tagOf({ kind, lead_id, notification_id }: Pushed): string {
  return `${kind} ${lead_id ?? notification_id ?? ''}`
}
