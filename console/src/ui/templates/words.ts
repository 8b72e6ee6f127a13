import { msg } from '@lingui/core/macro'
import type { Template } from './useTemplates'

/** What templates are for; the note of a call is the team's own. */
export const TEMPLATE_CHANNELS = {
  whatsapp: msg`WhatsApp`,
  text: msg`Text`,
  email: msg`E-mail`,
  call: msg`Note of a call`,
} satisfies Record<Template['channels'][number], unknown>

export type TemplateChannel = keyof typeof TEMPLATE_CHANNELS
export const EVERY_TEMPLATE_CHANNEL = Object.keys(TEMPLATE_CHANNELS) as TemplateChannel[]

/** The placeholders, and what each stands for. */
export const PLACEHOLDERS = {
  first_name: msg`Their first name`,
  listing: msg`The listing's reference`,
  my_name: msg`Your name`,
  team: msg`The team's name`,
}

export type Placeholder = keyof typeof PLACEHOLDERS
export const EVERY_PLACEHOLDER = Object.keys(PLACEHOLDERS) as Placeholder[]
export const LANGUAGES = [
  { value: 'es', label: 'Español' },
  { value: 'en', label: 'English' },
]
