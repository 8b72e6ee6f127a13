import type { Shapes } from '@/api/client'

export type Entry = Shapes['Audit']
export type Value = Shapes['JsonValue'] | undefined

/** One thing that a change made different: by which names it is reached, how it was, how it is. */
export interface Difference {
  path: string[]
  before: Value
  after: Value
}

// What the machine keeps for itself: it says nothing to people.
const INNER = new Set([
  'sub',
  'kept',
  'former',
  'created_at',
  'switched_at',
  'switched_by',
  'secret_version',
  'master_version',
  'deliveries_version',
  'version',
])

/** What a change made different, thing by thing; what is nothing both before and after is left out. */
export function differences(entry: Entry): Difference[] {
  return inner(entry.before ?? {}, entry.after ?? {}, [], entry.subject)
}

function inner(
  before: Record<string, Value>,
  after: Record<string, Value>,
  path: string[],
  subject: string,
): Difference[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return fields
    .filter((field) => !INNER.has(field) && before[field] !== subject && after[field] !== subject)
    .flatMap((field) => compared(before[field], after[field], [...path, field], subject))
}

function compared(before: Value, after: Value, path: string[], subject: string): Difference[] {
  if (same(before, after)) return []
  if ((isObject(before) || isNothing(before)) && (isObject(after) || isNothing(after))) {
    return inner(isObject(before) ? before : {}, isObject(after) ? after : {}, path, subject)
  }
  return [{ path, before, after }]
}

function same(before: Value, after: Value): boolean {
  return (isNothing(before) && isNothing(after)) || JSON.stringify(before) === JSON.stringify(after)
}

/** Whether there is nothing to read in a value: none, or an empty list. */
export function isNothing(value: Value): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

export function isObject(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The names that the changes themselves tell of what they are about; some of it may be gone by now. */
export function namesIn(entries: Entry[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { subject, before, after } of entries) {
    const told = { ...before, ...after }
    const name = told.title ?? ([told.first_name, told.last_name].filter(Boolean).join(' ') || told.url)
    if (typeof name === 'string' && name && !found.has(subject)) found.set(subject, name)
  }
  return found
}
