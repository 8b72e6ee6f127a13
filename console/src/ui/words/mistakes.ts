import { msg } from '@lingui/core/macro'
import type { I18n, MessageDescriptor } from '@lingui/core'
import type { Shapes } from '@/api/client'

/** The texts of field errors, by reason. `{…}` are the API's `params`. */
const WORDS: Record<Shapes['FieldErrorReason'], MessageDescriptor> = {
  missing: msg`This is required.`,
  unknown_field: msg`There is no such field.`,
  wrong_type: msg`This value is not allowed here.`,
  not_one_of: msg({ message: 'It must be one of these: {known}.' }),
  too_short: msg({
    message: 'This is too short: {least, plural, one {at least # character} other {at least # characters}}.',
  }),
  too_long: msg({
    message: 'This is too long: {most, plural, one {at most # character} other {at most # characters}}.',
  }),
  too_few: msg({ message: 'These are too few: at least {least}.' }),
  too_many: msg({ message: 'These are too many: at most {most}.' }),
  too_small: msg({ message: 'At least {least}.' }),
  too_big: msg({ message: 'At most {most}.' }),
  malformed: msg`This does not have the right format.`,
  agent_unknown: msg`This member is not in the team.`,
  holiday_unknown: msg({ message: 'There is no such holiday. There are: {known}.' }),
  holidays_unknown: msg`No holidays are known of this place.`,
  kind_unknown: msg({ message: 'There is no such kind of source. There are: {known}.' }),
  lead_unknown: msg`There is no such lead.`,
  may_not_see: msg`This member may not see the lead.`,
  order_mismatch: msg`The routes have changed meanwhile: look at their order again.`,
  route_unknown: msg`There is no such route.`,
  rule_unknown: msg({ message: 'There is no such rule. There are: {known}.' }),
  source_unknown: msg`This source is not there any more.`,
  time_zone_unknown: msg`There is no such time zone. One is Europe/Madrid.`,
  activation_empty: msg`Choose dates, holidays, or from when to when.`,
  activation_past: msg`This is in the past.`,
  date_out_of_years: msg({ message: 'There is no such date in the years from {first} to {last}.' }),
  dates_past: msg`These dates are all past.`,
  day_twice: msg`A day is named twice.`,
  done_alone: msg`Change it, or say whether it is done.`,
  due_in_past: msg`It must be due in the future.`,
  from_and_to_together: msg`When it begins and when it ends go together.`,
  in_the_future: msg`It cannot have taken place in the future.`,
  longer_than_a_year: msg`What comes every year must be shorter than a year.`,
  never_comes: msg({ message: 'Nothing of this comes within {years, plural, one {# year} other {# years}}.' }),
  not_a_date: msg`There is no such date.`,
  not_an_instant: msg`There is no such date and time.`,
  pause_backwards: msg`A pause must end after it begins.`,
  pause_over: msg`This pause would be over already.`,
  region_needs_country: msg`Choose the region's country too.`,
  range_backwards: msg`A period must begin before it ends.`,
  range_in_future: msg({ message: 'A period cannot end after today ({today}).' }),
  range_too_long: msg({ message: 'A period is at most {years} years long and does not begin before {since}.' }),
  to_before_from: msg`It must end after it begins.`,
  too_far_for_coverage: msg`Choose a week at most a year from today.`,
  too_far_for_preview: msg`Choose an instant at most a day back and a year ahead.`,
  window_empty: msg`A window cannot end when it begins. All day is 00:00 to 24:00.`,
  yearly_needs_from_and_to: msg`Only what has a beginning and an end can come every year.`,
  agent_twice: msg`This member is listed twice.`,
  claim_seconds_needed: msg`Say how long an agent has to claim.`,
  conditions_too_long: msg`The conditions are too long: split them among several routes.`,
  one_agent_needed: msg`This rule takes exactly one agent.`,
  source_twice: msg`This source is listed twice.`,
  too_many_routes: msg({ message: 'There are {most} routes already, the maximum. Delete some first.' }),
  value_not_a_number: msg({ message: 'A number is needed to compare with {field}.' }),
  value_not_text: msg({ message: 'Text is needed to compare with {field}.' }),
  value_unfit: msg`This comparison needs a value of another kind.`,
  weight_needed: msg({ message: 'Each agent needs a whole percentage from {least} to {most}.' }),
  weight_not_allowed: msg`This rule uses no percentages.`,
  weights_not_100: msg({ message: 'The percentages add up to {total}, not to 100.' }),
  agent_not_on_route: msg`This member is not on the route: add them to it first.`,
  rota_too_long: msg`These are too many shifts: repeat some weekly instead.`,
  shift_past: msg`This shift is over already.`,
  shift_too_long: msg({ message: 'A shift lasts at most {most} days.' }),
  too_many_shifts: msg({ message: 'A route has at most {most} shifts: delete others first.' }),
  address_not_ascii: msg`The address may hold only plain letters, digits and signs.`,
  export_too_large: msg`Too much for one file: choose fewer days.`,
  https_needed: msg`The address must begin with https://.`,
  invisible_characters: msg`An e-mail holds no invisible characters.`,
  leads_to_removed: msg`The leads cannot go to the member who is removed.`,
  no_user_in_address: msg`The address may not hold a user, a password or a #.`,
  not_an_address: msg`This is not a valid address.`,
  nothing_issued: msg`Enter what the provider issued: the secret, the access token, or both.`,
  placeholder_unknown: msg({ message: 'What stands in braces is one of {known}.' }),
  port_zero: msg`There is no port 0.`,
  private_network: msg`The address is one of a private network.`,
  form_not_allowed: msg`Only a source for a form on a website has a form of its own.`,
  secret_not_allowed: msg`Relevo issues the secret of this kind of source: leave it out.`,
  secret_needed: msg`This kind of source needs the secret that the provider issued.`,
  source_has_no_fields: msg`The fields of this kind of source are fixed.`,
  source_has_no_secret: msg`A source for leads by hand has no secret.`,
  too_many_pauses: msg({ message: 'A member can have at most {most} pauses: end others first.' }),
  too_many_invitations: msg({ message: 'A team sends at most {most} invitations within a day: try again tomorrow.' }),
  too_many_members: msg({ message: 'A team has at most {most} members: remove others first.' }),
  too_many_sources: msg({
    message: 'A team has at most {most} sources, archived ones included: use one that is there.',
  }),
  too_many_views: msg({ message: 'There are at most {most} saved views: delete one first.' }),
  too_many_targets: msg({ message: 'A team has at most {most} webhooks: delete one first.' }),
  too_many_photos: msg({ message: 'A lead has at most {most} photos: note the rest in words.' }),
  too_many_templates: msg({
    message: 'A team has at most {most} templates, archived ones included: change one that is archived.',
  }),
  whole_name_needed: msg`The address needs a whole name, such as crm.example.com.`,
  action_needs: msg`Something is missing for this action.`,
  action_takes_no: msg`Something does not go with this action.`,
  attributes_too_big: msg`It contains too much.`,
  attributes_too_deep: msg`It has too many levels.`,
  contact_empty: msg`Nothing would be left of the person: a name, an e-mail or a phone is needed.`,
  contact_needed: msg`A first name, an e-mail or a phone is needed.`,
  not_an_email: msg`This is not a valid e-mail address.`,
  number_broken: msg`A spreadsheet shortened this number, as in 6,15E+08: format the column as text and export it again.`,
  nothing_said: msg`Enter a name, an e-mail or a phone.`,
  nothing_to_look_for: msg`There is nothing to search for.`,
  objected: msg`This person objects to being contacted.`,
  row_failed: msg`This row could not be imported.`,
  same_lead: msg`A lead cannot be merged into itself.`,
  source_needed: msg`Routing needs the source the lead came from.`,
  too_many_edits: msg({ message: 'A comment can be edited {most} times. Write another one.' }),
  too_many_entries: msg({
    message: 'This lead has {most} comments, tasks, interactions and messages, the maximum.',
  }),
  too_many_imports: msg({ message: 'At most {most} imports can run at once: wait until one is done.' }),
  too_many_cells: msg`The row has more cells than the heading.`,
  waiting_needs_owner: msg`This order is for the leads of one member.`,
}

/** The labels of fields in forms. */
const FIELDS: Record<string, MessageDescriptor> = {
  title: msg`Name`,
  name: msg`Name`,
  first_name: msg`First name`,
  last_name: msg`Last name`,
  email: msg`E-mail`,
  emails: msg`E-mail`,
  phone: msg`Phone`,
  phones: msg`Phone`,
  message: msg`Message`,
  note: msg`Note`,
  source_id: msg`Source`,
  url: msg`Address`,
  secret: msg`Secret`,
  access_token: msg`Page access token`,
  time_zone: msg`Time zone`,
  until: msg`Until`,
}

/** Return a field error's text, after the field's label where it has one. */
export function namedMistake(mistake: Shapes['FieldError'], i18n: I18n): string {
  const place = mistake.loc.filter((part) => typeof part === 'string').at(-1) ?? ''
  const field = FIELDS[place]
  const said = mistakeWords(mistake, i18n)
  return field ? `${i18n._(field)}: ${said}` : said
}

/** Return a field error's text; a reason of a later release is said as `malformed` is. */
export function mistakeWords({ reason, params }: Shapes['FieldError'], i18n: I18n): string {
  const words: MessageDescriptor = WORDS[reason] ?? WORDS.malformed
  const filled: MessageDescriptor = { ...words, values: params ?? {} }
  return i18n._(filled)
}
