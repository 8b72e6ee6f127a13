/** What is pushed: that something happened, and no more. */
export interface Pushed {
  kind: string
  count: number
  lead_id?: string
  notification_id?: string
}

/** What to say of a kind, of one and of many; `{count}` stands for how many. */
export type PushTexts = Record<string, { one: string; many: string }>

/** Where the console keeps what this device says of pushes, for its worker to read. */
export const PUSH_TEXTS = { cache: 'relevo-words', path: '/words-of-pushes' }

const UNKNOWN = 'Relevo: novedades · news'

/** What is pushed, read from its text; null where it is not of ours. */
export function pushedFrom(text: string): Pushed | null {
  try {
    const told = JSON.parse(text) as Partial<Pushed> | null
    if (!told || typeof told.kind !== 'string') return null
    return { ...told, kind: told.kind, count: typeof told.count === 'number' ? told.count : 1 }
  } catch {
    return null
  }
}

/** The words for a push, in the language that the device speaks. */
export function saidOf({ kind, count }: Pushed, sayings: PushTexts): string {
  const said = sayings[kind]
  if (!said) return UNKNOWN
  return (count > 1 ? said.many : said.one).replace('{count}', String(count))
}

/** The screen that a push leads to: offers to claim, else the lead, else all notices. */
export function screenOfPush({ kind, lead_id }: Pushed): string {
  if (kind === 'test') return '/me'
  if (kind === 'offer') return '/'
  return lead_id ? `/leads/${encodeURIComponent(lead_id)}` : '/notifications'
}

/** Pushes of the same kind about the same lead take each other's place on the screen too. */
export function tagOf({ kind, lead_id, notification_id }: Pushed): string {
  return `${kind} ${lead_id ?? notification_id ?? ''}`
}
