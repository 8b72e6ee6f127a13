import { msg } from '@lingui/core/macro'
import type { I18n, MessageDescriptor } from '@lingui/core'
import { Refused } from '@/api/client'
import { namedMistake } from './mistakes'

/** The texts of refusals, by code. Others are shown in the API's English. */
const WORDS: Record<string, MessageDescriptor> = {
  offline: msg`There is no connection: nothing was sent. Try again when you are online.`,
  not_found: msg`This is not there, or not yours to see.`,
  forbidden: msg`Your role does not allow this.`,
  not_offered: msg`This lead is not offered to you.`,
  not_owner: msg`Only the lead's owner may do this.`,
  already_claimed: msg`Taken: somebody else has claimed this lead.`,
  offer_expired: msg`Too late: your time for this lead is over.`,
  limit_reached: msg`You have reached your limit of leads.`,
  lead_closed: msg`This lead is closed.`,
  not_closed: msg`This lead is not closed.`,
  already_routed: msg`This lead has been through routing already.`,
  already_in_team: msg`This person is a lead of the team already.`,
  not_active: msg`This member is not active.`,
  last_rainmaker: msg`The team would have no Rainmaker left. Make somebody else Rainmaker first.`,
  leads_need_place: msg`They have open leads: say where these go.`,
  email_taken: msg`Another member has this e-mail.`,
  sign_in_taken: msg`Somebody else in the team signs in with this e-mail. Invite with another one.`,
  source_in_use: msg`A route still names this source. Take it off that route first.`,
  source_archived: msg`This source is archived: it takes no leads any more.`,
  title_taken: msg`This title is taken. Choose another one.`,
  target_disabled: msg`This webhook is off. Switch it on first.`,
  changed_by_other: msg`Somebody else changed this meanwhile. Here is how it is now.`,
  too_many_tasks: msg`This lead has ten open tasks: finish some of them first.`,
  may_not_see: msg`Somebody who is tagged may not see this lead.`,
  busy: msg`Too many changes at once. Nothing was written; try again.`,
  internal: msg`Something went wrong on our side. Try again.`,
}

/** Return the text of an error: of its field errors, else of its code, else the API's own. */
export function words(error: unknown, i18n: I18n): string {
  const { code, detail, errors } = error instanceof Refused ? error : { code: 'internal', detail: '', errors: [] }
  if (errors.length > 0) return [...new Set(errors.map((one) => namedMistake(one, i18n)))].join(' ')
  const said = WORDS[code]
  return said ? i18n._(said) : detail
}
