import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { AuditFilter } from '@/api/queries/audit'

/** The screen's filters, as its address has them. */
export type Asked = Record<'subject' | 'by' | 'what' | 'from' | 'to', string | undefined>

const DAY = /^\d{4}-\d\d-\d\d$/

/** The filter of an address, without what is empty, no day, or a day before the first. */
export function filterOf({ subject, by, what, from, to }: Partial<Asked>): AuditFilter {
  const first = from && DAY.test(from) ? from : ''
  const last = to && DAY.test(to) && to >= first ? to : ''
  return {
    ...(subject && { subject }),
    ...(by && { by }),
    ...(what && { what }),
    ...(first && { from: first }),
    ...(last && { to: last }),
  }
}

/** What may be chosen to be shown alone, by how the names of such changes are or begin. */
export const KINDS: { value: string; label: MessageDescriptor }[] = [
  { value: 'member', label: msg`Members` },
  { value: 'member.signed_in', label: msg`Sign-ins` },
  { value: 'member.invited', label: msg`Invitations` },
  { value: 'route', label: msg`Routes` },
  { value: 'source', label: msg`Sources` },
  { value: 'target', label: msg`Outbound webhooks` },
  { value: 'settings', label: msg`Settings` },
  { value: 'lead', label: msg`Leads` },
  { value: 'import', label: msg`Imports` },
  { value: 'contact', label: msg`People's data` },
  { value: 'report', label: msg`Exports of the report` },
  { value: 'audit', label: msg`Exports of the audit` },
]
