import type { I18n } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import type { Action, RouteValues, Seat } from '../editor/routeForm'
import { isWeighted } from '../editor/routeForm'
import { durationText } from './durations'
import { activationWords, isAlways, windowsWords } from './schedules'

export interface Names {
  member: (id: string) => string
  source: (id: string) => string
}
type Listing = 'conjunction' | 'disjunction'

/** What a route does, in a sentence or two. */
export function sentence(form: RouteValues, names: Names, i18n: I18n): string {
  const [leads, time, course] = [leadsWords(form, names, i18n), timeWords(form, i18n), courseWords(form, names, i18n)]
  const first = i18n._(msg`${leads}, ${time}, ${course}.`)
  const duty = form.response ? ` ${dutyWords(form.response, i18n)}` : ''
  return first + duty
}

/** Names one after the other, as one says them. */
export function listed(items: string[], i18n: I18n, type: Listing = 'conjunction'): string {
  return new Intl.ListFormat(i18n.locale, { type }).format(items)
}

function leadsWords({ sources, conditions }: RouteValues, names: Names, i18n: I18n): string {
  const named = sources === 'all' ? '' : listed(sources.map(names.source), i18n, 'disjunction')
  const all =
    sources === 'all' || sources.length === 0 ? i18n._(msg`Leads of every source`) : i18n._(msg`Leads from ${named}`)
  const count = conditions.length
  if (count === 0) return all
  return i18n._(msg`${all} that meet ${plural(count, { one: 'one condition', other: '# conditions' })}`)
}

function timeWords(form: RouteValues, i18n: I18n): string {
  const weekly = isAlways(form.windows) ? '' : windowsWords(form.windows, i18n)
  if (!form.special) return weekly || i18n._(msg`at any time`)
  const dates = activationWords(form, i18n)
  return weekly ? `${dates}, ${weekly}` : dates
}

function courseWords(form: RouteValues, names: Names, i18n: I18n): string {
  if (form.seats.length === 0) return i18n._(msg`go to nobody yet`)
  const goes = goesWords(form, agentsWords(form, names, i18n), i18n)
  if (form.rule === 'assign_to_agent') return goes
  return `${goes}; ${nobodyWords(form, names, i18n)}`
}

function agentsWords(form: RouteValues, names: Names, i18n: I18n): string {
  const percent = new Intl.NumberFormat(i18n.locale, { style: 'percent' })
  const one = (seat: Seat) => {
    const name = names.member(seat.agent_id)
    return isWeighted(form.rule) ? `${name} (${percent.format(seat.weight / 100)})` : name
  }
  return listed(form.seats.map(one), i18n, 'conjunction')
}

function goesWords({ rule, claim, clock, seats }: RouteValues, agents: string, i18n: I18n): string {
  const length = durationText(claim)
  const span = clock === 'working' ? i18n._(msg`${length} of working hours`) : length
  if (rule === 'assign_to_agent')
    return i18n._(msg`are assigned to ${agents} at once, without claiming, while they are available`)
  if (seats.length === 1) return i18n._(msg`go to ${agents}, who has ${span} to claim`)
  const said = {
    round_robin: msg`go in turns to ${agents}, who have ${span} each to claim`,
    random: msg`go by lot to ${agents}, who have ${span} each to claim`,
    weighted_random: msg`go by lot, with these chances, to ${agents}, who have ${span} each to claim`,
    fair_share: msg`are dealt out in these exact parts to ${agents}, who have ${span} each to claim`,
    least_loaded: msg`go to whoever has the fewest open leads of ${agents}, who have ${span} each to claim`,
    jump_ball: msg`are offered at once to ${agents}, and the first to claim within ${span} has them`,
  }[rule]
  return i18n._(said)
}

function nobodyWords({ nobody, member }: RouteValues, names: Names, i18n: I18n): string {
  if (nobody === 'pool') return i18n._(msg`if nobody does, they go to the pool`)
  if (nobody === 'next_route') return i18n._(msg`if nobody does, the next route that fits takes them`)
  const name = member ? names.member(member) : '…'
  return i18n._(msg`if nobody does, they go to ${name}`)
}

/** What counts as a response, as verbs. */
export const VERBS: Record<Action, ReturnType<typeof msg>> = {
  call: msg`call`,
  email: msg`send an e-mail`,
  text: msg`send a text`,
  appointment: msg`make an appointment`,
}

function dutyWords(response: NonNullable<RouteValues['response']>, i18n: I18n): string {
  const acts = listed(
    response.actions.map((action) => i18n._(VERBS[action])),
    i18n,
    'disjunction',
  )
  const length = durationText(response.within)
  const span = response.clock === 'working' ? i18n._(msg`${length} of working hours`) : length
  return i18n._(msg`Whoever gets one has ${span} to ${acts}, or the lead moves on.`)
}
