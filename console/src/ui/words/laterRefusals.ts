import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Shapes } from '@/api/client'

// What the API says of a request that no console of its release sends.
const OUTDATED = msg`The console and the server have different versions. Reload the page.`

/** The texts of the refusals that the first screen never shows; see `lingui.config.ts`. */
export const LATER = {
  invalid: msg`Something you entered is incorrect.`,
  not_owner: msg`Only the lead's owner may do this.`,
  lead_merged: msg`This lead went into another one. Continue there.`,
  touched_since: msg`Somebody has worked on this lead since, so it stays as it is.`,
  undo_over: msg`A change in bulk can be undone for 24 hours, a merge for 30 days.`,
  not_merged: msg`This lead is not merged with another.`,
  merged_again: msg`Another merge of these leads came later. Undo that one first.`,
  no_owner: msg`Nobody has this lead.`,
  not_closed: msg`This lead is not closed.`,
  already_routed: msg`This lead has been through routing already. Say why it is routed again.`,
  already_in_team: msg`This person is a lead of the team already.`,
  not_active: msg`This member is not active.`,
  last_rainmaker: msg`The team would have no Rainmaker left. Make somebody else Rainmaker first.`,
  leads_need_place: msg`They have open leads: say where these go.`,
  email_taken: msg`Another member has this e-mail.`,
  sign_in_taken: msg`Somebody else in the team signs in with this e-mail. Invite with another one.`,
  invitation_pending: msg`The member is in the team, but the invitation was not sent. Send it again.`,
  source_in_use: msg`A route still names this source. Take it off that route first.`,
  source_archived: msg`This source is archived: it takes no leads any more.`,
  made_by_newer_release: msg`A newer release made this. It can be used and changed once that is back.`,
  title_taken: msg`This title is taken. Choose another one.`,
  target_disabled: msg`This webhook is off. Switch it on first.`,
  changed_by_other: msg`Somebody else changed this meanwhile. Here is how it is now.`,
  task_not_open: msg`This task is done or cancelled. Reopen it first.`,
  too_many_tasks: msg`This lead has ten open tasks: finish some of them first.`,
  upload_missing: msg`The file is not there any more. Choose it again.`,
  key_reused: msg`This was sent before with other details. Reload the page and enter it again.`,
  cursor_invalid: msg`The list cannot continue from here. Reload the page.`,
  body_too_large: msg`This is too much at once.`,
  body_malformed: OUTDATED,
  media_type_unsupported: OUTDATED,
  method_not_allowed: OUTDATED,
  signature_invalid: OUTDATED,
} satisfies Partial<Record<Shapes['RefusalCode'], MessageDescriptor>>

/** What is said by the status of an answer where only forms and other screens can get it. */
export const LATER_STATUS: Record<number, MessageDescriptor> = {
  409: msg`Something has changed meanwhile. Reload the page and check.`,
  410: msg`This is not there any more.`,
  413: msg`This is too much at once: nothing was saved. Send less.`,
  422: msg`Something you entered is incorrect.`,
}
