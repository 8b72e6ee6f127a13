import { msg } from '@lingui/core/macro'
import type { Me } from '@/api/context'

type Words = ReturnType<typeof msg>
/** What a role may do: yes, no, or on which condition. */
export type May = true | false | Words

export interface Permission {
  what: Words
  may: Record<Me['role'], May>
}

export interface Area {
  title: Words
  permissions: Permission[]
}

const OWN = msg`Those they own`
const POOL = msg`If agents see the pool`

const everybody = (what: Words): Permission => ({ what, may: { rainmaker: true, manager: true, agent: true } })
const supervisors = (what: Words, agent: May = false): Permission => ({
  what,
  may: { rainmaker: true, manager: true, agent },
})
const rainmaker = (what: Words, manager: May = false, agent: May = false): Permission => ({
  what,
  may: { rainmaker: true, manager, agent },
})

/** What each role may do, by area; the API holds everybody to it. */
export const AREAS: Area[] = [
  {
    title: msg`Receiving leads`,
    permissions: [
      everybody(msg`Be on routes, claim and pass what is offered to them`),
      everybody(msg`Pause themselves, and end their own pauses`),
      supervisors(msg`Look at the pool, and claim from it`, POOL),
      everybody(msg`Give back what they own`),
      supervisors(msg`Hand over what they own`, msg`If they may hand over leads`),
    ],
  },
  {
    title: msg`Leads`,
    permissions: [
      supervisors(msg`See leads`, msg`Their own, or the team's with contacts hidden`),
      supervisors(msg`See contacts in full`, msg`Of those they own; before claiming, if they are not hidden`),
      supervisors(msg`Change, close and mark leads`, OWN),
      supervisors(msg`Reopen leads`, msg`Those they owned last`),
      supervisors(msg`Messages, calls, notes and comments`, OWN),
      everybody(msg`Enter a lead by hand, through routing, into the pool or for themselves`),
      supervisors(msg`Enter a lead for any member`),
      supervisors(msg`Import leads from a file`),
      supervisors(msg`Read mails that do not say who asks, and make leads of them`),
      supervisors(msg`Assign, return to the pool, send through routing`),
      supervisors(msg`Act on many leads at once, merge two`),
    ],
  },
  {
    title: msg`Tasks`,
    permissions: [supervisors(msg`See and complete tasks`, msg`Their own, of leads they see`)],
  },
  {
    title: msg`Members`,
    permissions: [
      supervisors(msg`See the members, their hours, pauses and limits`),
      supervisors(msg`Pause a member, and end such a pause`),
      rainmaker(msg`Invite, change and remove members, set limits`),
    ],
  },
  {
    title: msg`Routes and sources`,
    permissions: [
      supervisors(msg`Read the routes`, msg`Those they are on, without others' percentages`),
      rainmaker(msg`Make, change, order, pause and delete routes`),
      supervisors(msg`Try a lead, see the coverage and what to look at`),
      supervisors(msg`Read the sources and their deliveries`),
      rainmaker(msg`Make, change and archive sources, renew their secrets`),
    ],
  },
  {
    title: msg`Figures`,
    permissions: [
      supervisors(msg`Dashboard and report`),
      rainmaker(msg`Download the report as a file`, msg`If Managers may export`),
    ],
  },
  {
    title: msg`Team`,
    permissions: [
      rainmaker(msg`Settings and restrictions`),
      rainmaker(msg`Outbound webhooks`),
      rainmaker(msg`Audit`),
      rainmaker(msg`Export and erase a person's data, set how long it is kept`),
    ],
  },
]
