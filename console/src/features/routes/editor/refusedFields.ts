import { msg } from '@lingui/core/macro'
import type { I18n } from '@lingui/core'
import { Refused } from '@/api/client'
import { mistakeWords } from '@/ui/words/mistakes'
import type { Part } from './validation'

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
export function refusedParts(error: unknown, i18n: I18n): Partial<Record<Part, string>> {
  if (!(error instanceof Refused)) return {}
  if (error.code === 'title_taken') return { title: i18n._(msg`Another route has this name.`) }
  const found: Partial<Record<Part, string>> = {}
  for (const mistake of error.errors) {
    const part = PARTS.find((one) => one === mistake.loc[1])
    const said = mistakeWords(mistake, i18n)
    if (part) found[part] = found[part] ? `${found[part]} ${said}` : said
  }
  return found
}

/** Whether somebody else changed the route since it was read. */
export const isConflict = (error: unknown) => error instanceof Refused && error.code === 'changed_by_other'
