import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Shapes } from '@/api/client'

export type IdentityCheck = Shapes['ExportBody']['identity_checked']

/** How it can be checked that it is the person who asks. */
export const IDENTITY_CHECKS: Record<IdentityCheck, MessageDescriptor> = {
  in_person: msg`In person`,
  document: msg`By an identity document`,
  by_email: msg`By a message from their e-mail`,
  by_phone: msg`By a call to their phone`,
  authority: msg`An authority or a court asks`,
  other: msg`Otherwise`,
}
