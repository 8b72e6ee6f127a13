import { useLingui } from '@lingui/react/macro'
import type { Notice } from './useNotices'

/** What a notice says, in words. */
export function useTold(): (notice: Notice) => string {
  const { t } = useLingui()
  return (notice) => {
    const who = notice.lead_name || t`a lead`
    const count = notice.count
    if (count > 1) {
      const many: Partial<Record<Notice['kind'], string>> = {
        pooled: t`${count} leads came into the pool`,
        pooled_long: t`${count} leads wait in the pool`,
        lead_assigned: t`${count} leads were assigned to you`,
        leads_received: t`You received ${count} leads`,
        offer_missed: t`You missed ${count} offers`,
        offer_withdrawn: t`${count} offers were withdrawn`,
        asked_again: t`${count} people asked again`,
        attention: t`${count} conversations need attention`,
      }
      const said = many[notice.kind]
      if (said) return said
    }
    const one: Record<Notice['kind'], string> = {
      offer: t`To claim: ${who}`,
      offer_missed: t`You missed an offer`,
      offer_withdrawn: t`An offer was withdrawn`,
      lead_assigned: t`Assigned to you: ${who}`,
      leads_received: t`You received a lead: ${who}`,
      asked_again: t`Asked again: ${who}`,
      message: t`Wrote to you: ${who}`,
      response_due: t`Half the time to respond is over: ${who}`,
      response_missed: t`The response did not come in time`,
      mention: t`You are tagged in a comment on ${who}`,
      task_due: t`A task is due: ${who}`,
      pooled: t`Came into the pool: ${who}`,
      pooled_long: t`Waits in the pool for a quarter of an hour: ${who}`,
      attention: t`A conversation needs attention: ${who}`,
      possible_duplicate: t`May be there twice: ${who}`,
      attempted: t`Somebody tried to enter ${who}`,
      route_switched: t`A route was switched`,
      limit_reached: t`You have reached your limit of leads`,
      target_disabled: t`An outbound webhook was given up`,
    }
    return one[notice.kind]
  }
}
