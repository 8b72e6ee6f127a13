import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import { Refused } from '@/api/client'
import type { Part } from './problems'

const PARTS: Part[] = [
  'title',
  'rule',
  'sources',
  'windows',
  'activation',
  'conditions',
  'claim_seconds',
  'agents',
  'when_nobody',
  'response',
]

/** What the API refused, by the part of the form it speaks of; nothing where it speaks of none. */
export function refusedParts(error: unknown): Partial<Record<Part, string | MessageDescriptor>> {
  if (!(error instanceof Refused)) return {}
  if (error.code === 'title_taken') return { title: msg`Another route has this name.` }
  const found: Partial<Record<Part, string>> = {}
  for (const { loc, msg: said } of error.errors) {
    const part = PARTS.find((one) => one === loc[1])
    if (part) found[part] = found[part] ? `${found[part]} ${said}` : said
  }
  return found
}

/** Whether somebody else changed the route since it was read. */
export const isOutrun = (error: unknown) => error instanceof Refused && error.code === 'changed_by_other'
