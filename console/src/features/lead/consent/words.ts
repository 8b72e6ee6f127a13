import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

type Words = ReturnType<typeof msg>
export type Purpose = Shapes['ConsentBody']['purpose']
export type ConsentChannel = NonNullable<Shapes['ConsentBody']['channel']>

/** What a person may agree to. */
export const PURPOSES: Record<Purpose, Words> = {
  marketing: msg`Marketing`,
  calls: msg`Sales calls`,
  profiling: msg`Profiling`,
  sharing: msg`Passing the data on`,
  privacy_notice: msg`Privacy notice`,
}

/** By which channel. */
export const CONSENT_CHANNELS: Record<ConsentChannel, Words> = {
  any: msg`any channel`,
  email: msg`e-mail`,
  phone: msg`phone`,
  sms: msg`SMS`,
  whatsapp: msg`WhatsApp`,
  post: msg`post`,
}
