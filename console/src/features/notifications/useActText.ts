import { useLingui } from '@lingui/react/macro'
import { useDirectory } from '@/ui/words/useDirectory'
import type { Notification } from './useNotifications'

/** Return who did which sensitive act, in words; a later release may tell of acts that this one has no words for. */
export function useActText(): (detail: Notification['detail']) => string {
  const { t } = useLingui()
  const { member, source } = useDirectory()
  return ({ act, by, subject }) => {
    const id = typeof subject === 'string' ? subject : ''
    const who = typeof by === 'string' && by.startsWith('agent_') ? member(by) : t`The deployment`
    const about = id.startsWith('source_') ? source(id) : member(id)
    const acts: Record<string, string> = {
      'target.created': t`${who} created an outbound webhook`,
      'target.changed': t`${who} changed an outbound webhook`,
      'target.deleted': t`${who} deleted an outbound webhook`,
      'target.secret_renewed': t`${who} renewed the secret of an outbound webhook`,
      'source.secret_renewed': t`${who} renewed the secret of ${about}`,
      'member.invited': t`${who} invited ${about} as Manager or Rainmaker`,
      'member.role_changed': t`${who} changed the role of ${about}`,
      'member.removed': t`${who} removed a Rainmaker`,
      'member.signed_out': t`${who} ended all sessions of ${about}`,
      'member.second_factor_reset': t`${who} reset the second factor of ${about}`,
      'settings.export_allowed': t`${who} let Managers export`,
      'contact.exported': t`${who} exported a person's data`,
      'contact.erased': t`${who} asked to erase a person's data`,
      'report.exported': t`${who} exported the report`,
      'leads.exported': t`${who} exported leads`,
      'import.exported': t`${who} exported rows of an import`,
      'audit.exported': t`${who} exported the audit`,
    }
    return acts[String(act)] ?? t`A sensitive action by ${who}`
  }
}
