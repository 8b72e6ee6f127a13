import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { onAsked } from '@/lib/worker'
import type { ACT_TEXTS } from '@/worker/acts'
import { PUSH_TEXTS, type PushTexts } from '@/worker/pushed'
import type { Notification } from './useNotifications'

type Named = Notification['kind'] | 'test' | (typeof ACT_TEXTS)[keyof typeof ACT_TEXTS]
type Said = PushTexts & Record<Named, { one: string; many: string }>

/** What a push says, of one and of many: no names, since they show on locked screens. */
function usePushTexts(): Said {
  const { t } = useLingui()
  const count = '{count}'
  const same = (said: string) => ({ one: said, many: said })
  return {
    test: same(t`This is how Relevo tells you of leads.`),
    offer: { one: t`A new lead to claim`, many: t`${count} new leads to claim` },
    offer_missed: { one: t`You missed an offer`, many: t`You missed ${count} offers` },
    offer_withdrawn: { one: t`An offer was withdrawn`, many: t`${count} offers were withdrawn` },
    lead_assigned: { one: t`A lead was assigned to you`, many: t`${count} leads were assigned to you` },
    lead_merged: { one: t`A lead of yours was merged`, many: t`${count} merges of your leads` },
    leads_received: { one: t`You received another member's lead`, many: t`You received ${count} leads` },
    asked_again: { one: t`Somebody asked again`, many: t`${count} people asked again` },
    message: { one: t`A lead wrote to you`, many: t`A lead wrote to you ${count} times` },
    response_due: {
      one: t`Half the time to respond is over`,
      many: t`Half the time to respond to ${count} leads is over`,
    },
    response_missed: { one: t`A response did not come in time`, many: t`${count} responses did not come in time` },
    mention: { one: t`You are tagged in a comment`, many: t`You are tagged in ${count} comments` },
    task_assigned: same(t`You have a task`),
    task_overdue: same(t`A task that you gave is overdue`),
    task_done: same(t`A task that you gave is done`),
    task_due: { one: t`A task is due`, many: t`${count} tasks are due` },
    pooled: { one: t`A lead came into the pool`, many: t`${count} leads came into the pool` },
    pooled_long: { one: t`A lead waits in the pool`, many: t`${count} leads wait in the pool` },
    doubted: same(t`A lead is said to be none`),
    reminded: {
      one: t`You are asked to take care of a lead`,
      many: t`You are asked to take care of ${count} leads`,
    },
    attention: { one: t`A conversation needs attention`, many: t`${count} conversations need attention` },
    possible_duplicate: { one: t`Possible duplicate lead`, many: t`${count} possible duplicate leads` },
    attempted: {
      one: t`Somebody tried to enter a lead of the team`,
      many: t`${count} attempts to enter leads the team already has`,
    },
    route_switched: { one: t`A route was switched`, many: t`${count} routes were switched` },
    limit_reached: same(t`You have reached your limit of leads`),
    erasure_due: same(t`Inactive leads will be erased in two weeks`),
    to_read: same(t`Mails to read`),
    address_paused: same(t`No mail goes to an address any more`),
    target_disabled: same(t`An outbound webhook was disabled`),
    source_silent: same(t`A source has fallen silent`),
    source_failing: same(t`What a source sends cannot be read`),
    sensitive_act: same(t`A sensitive action`),
    act_claim: same(t`Claim`),
    act_pass: same(t`Pass`),
    act_claimed: same(t`It is yours. Tap to see how to reach the person.`),
    act_passed: same(t`Passed. It goes to the next agent.`),
    act_taken: same(t`Another agent was faster.`),
    act_too_late: same(t`Too late: the offer is over.`),
    act_limit: same(t`You have reached your limit of leads.`),
    act_unreached: same(t`No answer from Relevo. Tap to see whose the lead is.`),
  }
}

/** The worker that shows pushes knows the words for them, and where it leads to is gone to. */
export function usePushMessages(): void {
  const navigate = useNavigate()
  const sayings = JSON.stringify(usePushTexts())
  useEffect(() => {
    if (!('caches' in window)) return
    const keep = async () => (await caches.open(PUSH_TEXTS.cache)).put(PUSH_TEXTS.path, new Response(sayings))
    // Without them a push still says that there is news.
    void keep().catch(() => undefined)
  }, [sayings])
  useEffect(() => onAsked((screen) => void navigate({ to: screen as '/' })), [navigate])
}
