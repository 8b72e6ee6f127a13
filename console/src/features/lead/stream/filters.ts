import type { Shapes } from '@/api/client'
import type { Entry } from './entries'

export type Filter = 'all' | 'messages' | 'comments' | 'tasks' | 'history'

/** What may be shown of each filter: who may write messages and comments may read them. */
const FILTERS: [Filter, Shapes['LeadVerb'] | null][] = [
  ['all', null],
  ['messages', 'record_message'],
  ['comments', 'comment'],
  ['tasks', 'comment'],
  ['history', null],
]

/** The values of `tab` in links that were sent before there was one stream. */
const FORMER: Record<string, Filter> = { conversation: 'messages', timeline: 'all' }

/** Return the filters that the user has; none where all they may read is the history. */
export function filtersFor(may: readonly Shapes['LeadVerb'][]): Filter[] {
  const found = FILTERS.filter(([, verb]) => verb === null || may.includes(verb)).map(([filter]) => filter)
  return found.length > 2 ? found : []
}

/** Return the filter that an address names, as far as the user has it. */
export function filterOf(tab: string | undefined, among: readonly Filter[]): Filter {
  const named = FORMER[tab ?? ''] ?? tab
  return among.find((one) => one === named) ?? 'all'
}

const isOfTask = (event: Shapes['TimelineEntry']) => event.kind.startsWith('task_')

/** Return whether a filter lets an entry through. */
export function passes(filter: Filter, entry: Entry): boolean {
  if (filter === 'all') return true
  if (filter === 'messages') return entry.kind === 'message' || entry.kind === 'interaction'
  if (filter === 'comments') return entry.kind === 'comment' || entry.kind === 'note'
  if (filter === 'tasks')
    return entry.kind === 'comment' ? entry.comment.task !== undefined : entry.kind === 'event' && isOfTask(entry.event)
  return entry.kind === 'event'
}
