import type { Me } from '@/api/context'
import type { Filling } from '@/ui/templates/fill'
import type { Template } from '@/ui/templates/useTemplates'
import type { TemplateChannel } from '@/ui/templates/words'
import type { LeadShown } from '../useLead'

type Known = Pick<LeadShown, 'attributes' | 'contact'>

/** Return what placeholders stand for on a lead. */
export function fillingOf({ attributes, contact }: Known, me: Pick<Me, 'first_name' | 'team'>): Filling {
  const text = (name: string) => (typeof attributes[name] === 'string' ? (attributes[name] as string) : '')
  return {
    first_name: contact.first_name,
    listing: text('listing_id') || text('listing_url'),
    my_name: me.first_name,
    team: me.team.name,
  }
}

const LANGUAGE_NAMES: [RegExp, Template['language']][] = [
  [/^(es|spa|spanish|español|castellano)\b/i, 'es'],
  [/^(en|eng|english|inglés)\b/i, 'en'],
]

/** Return the lead's language, as a provider sent it: `es`, `en-GB`, `Español`; undefined where it is not known. */
export function languageOf({ attributes }: Pick<Known, 'attributes'>): Template['language'] | undefined {
  const said = typeof attributes.language === 'string' ? attributes.language.trim() : ''
  return LANGUAGE_NAMES.find(([names]) => names.test(said))?.[1]
}

/**
 * Return the templates to offer for a channel: those in the lead's language where there are any, the one used last first.
 *
 * Whoever objects to being contacted is written no template; the note of a call is the team's own.
 *
 * Source: docs/rules.md, "Templates" 2.
 */
export function offeredTemplates(
  templates: readonly Template[],
  channel: TemplateChannel,
  lead: Pick<LeadShown, 'attributes' | 'objection'>,
  lastUsed: string | null,
): Template[] {
  if (lead.objection && channel !== 'call') return []
  const fit = templates.filter((one) => one.status === 'active' && one.channels.includes(channel))
  const spoken = fit.filter((one) => one.language === languageOf(lead))
  const offered = spoken.length > 0 ? spoken : fit
  const isLast = (one: Template) => Number(one.template_id === lastUsed)
  return [...offered].sort((a, b) => isLast(b) - isLast(a))
}

const placeOf = (memberId: string, channel: TemplateChannel) => `relevo.template.${memberId}.${channel}`

/** Return the id of the template that a member used last for a channel on this device. */
export function lastUsed(memberId: string, channel: TemplateChannel): string | null {
  return localStorage.getItem(placeOf(memberId, channel))
}

export function keepLastUsed(memberId: string, channel: TemplateChannel, template: Template): void {
  localStorage.setItem(placeOf(memberId, channel), template.template_id)
}
