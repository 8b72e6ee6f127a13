import { msg } from '@lingui/core/macro'

/** The ways to reach a person. */
export const CHANNELS = {
  call: msg`Phone call`,
  whatsapp: msg`WhatsApp`,
  text: msg`Text`,
  email: msg`E-mail`,
}

export type Channel = keyof typeof CHANNELS
export const EVERY_CHANNEL = Object.keys(CHANNELS) as Channel[]
