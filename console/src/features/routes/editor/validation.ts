import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Shapes } from '@/api/client'
import type { Mistakes } from '@/ui/forms/useValidatedForm'
import { isNumber, isWeighted, type RouteValues } from './routeForm'
import { isAlways } from '../words/schedules'

type Route = Shapes['Route']
/** The parts of the form that a problem can be of; the API calls them so too. */
export const PARTS = [
  'title',
  'rule',
  'sources',
  'windows',
  'activation',
  'conditions',
  'claim_seconds',
  'agents',
  'when_nobody',
  'response',
] as const
export type Part = (typeof PARTS)[number]

export interface Problem {
  part: Part
  /** What it is, in words. */
  words: MessageDescriptor
  /** Whether the route cannot be saved so; otherwise it is only worth a look. */
  stops: boolean
}

const LEAST = 5
const MOST = 30 * 86_400
const TITLE = 30

/** Return what prevents saving, and what is probably a mistake. */
export function problemsOf(form: RouteValues, others: { above: Route[]; below: Route[] }): Problem[] {
  return [...ofShape(form), ...ofTime(form), ...ofAgents(form), ...ofPlace(form, others)]
}

/** Return what prevents saving, by part. */
export function mistakesOf(form: RouteValues): Mistakes {
  const stopping = problemsOf(form, { above: [], below: [] }).filter((one) => one.stops)
  return Object.fromEntries(stopping.map(({ part, words }) => [part, words]))
}

const stop = (part: Part, words: MessageDescriptor): Problem => ({ part, words, stops: true })
const hint = (part: Part, words: MessageDescriptor): Problem => ({ part, words, stops: false })

function ofShape(form: RouteValues): Problem[] {
  const found: Problem[] = []
  const title = form.title.trim()
  if (!title) found.push(stop('title', msg`The route has no name yet.`))
  if (title.length > TITLE) found.push(stop('title', msg`The name may have up to 30 characters.`))
  if (form.sources !== 'all' && form.sources.length === 0) found.push(stop('sources', msg`No source is chosen.`))
  if (form.conditions.some((one) => !one.field.trim() || one.values.length === 0 || one.values.some((v) => !v.trim())))
    found.push(stop('conditions', msg`A condition is not complete.`))
  else if (form.conditions.some((one) => ['gte', 'lt'].includes(one.op) && !isNumber(one.values[0] ?? '')))
    found.push(stop('conditions', msg`“At least” and “less than” compare with a number.`))
  if (form.nobody === 'member' && !form.member)
    found.push(stop('when_nobody', msg`Nobody is named for when nobody takes the lead.`))
  return found
}

function ofTime(form: RouteValues): Problem[] {
  const found: Problem[] = []
  if (form.windows.some((window) => window.days.length === 0)) found.push(stop('windows', msg`A window has no days.`))
  if (form.windows.some((window) => window.from === window.to))
    found.push(stop('windows', msg`A window ends where it begins.`))
  if (form.special) found.push(...ofActivation(form))
  const within = (seconds: number) => seconds >= LEAST && seconds <= MOST
  if (form.rule !== 'assign_to_agent' && !within(form.claim))
    found.push(stop('claim_seconds', msg`The time to claim is from 5 seconds to 30 days.`))
  if (form.response && !within(form.response.within))
    found.push(stop('response', msg`The time to respond is from 5 seconds to 30 days.`))
  if (form.response && form.response.actions.length === 0)
    found.push(stop('response', msg`No action is chosen that counts as a response.`))
  return found
}

function ofActivation({ dates, holidays, days }: RouteValues): Problem[] {
  if (!dates && !holidays && days.length === 0) return [stop('activation', msg`No dates are chosen.`)]
  const found: Problem[] = []
  if (dates && (!dates.from.day || !dates.to.day))
    found.push(stop('activation', msg`The dates need a beginning and an end.`))
  else if (dates && ends(dates.to) <= begins(dates.from))
    found.push(stop('activation', msg`The end is before the beginning.`))
  if (holidays && !holidays.country) found.push(stop('activation', msg`No country is chosen for the holidays.`))
  return found
}

const begins = ({ day, time }: { day: string | null; time: string }) => `${day}T${time || '00:00'}`
const ends = ({ day, time }: { day: string | null; time: string }) => `${day}T${time || '24:00'}`

/** What the percentages of the agents come to. */
export const sumOf = (form: RouteValues) => form.seats.reduce((sum, seat) => sum + seat.weight, 0)

function ofAgents(form: RouteValues): Problem[] {
  if (form.seats.length === 0) return [stop('agents', msg`No agent is chosen.`)]
  if (form.rule === 'assign_to_agent' && form.seats.length > 1)
    return [stop('agents', msg`A route that assigns has exactly one agent.`)]
  if (!isWeighted(form.rule)) return []
  if (form.seats.some(({ weight }) => !Number.isInteger(weight) || weight < 1 || weight > 100))
    return [stop('agents', msg`Each agent needs a whole percentage from 1 to 100.`)]
  const sum = sumOf(form)
  return sum === 100 ? [] : [stop('agents', msg`The percentages add up to ${sum}, not to 100.`)]
}

/** Return conflicts with routes above and below. */
function ofPlace(form: RouteValues, { above, below }: { above: Route[]; below: Route[] }): Problem[] {
  const found: Problem[] = []
  if (form.rule !== 'assign_to_agent') {
    const title = above.find((route) => takesAll(route) && includes(route.sources, form.sources))?.title
    if (title)
      found.push(
        hint('sources', msg`“${title}” is above, always open, and takes these sources: this route will get nothing.`),
      )
    const assigning = [...above, ...below].find(
      (route) => assignsAll(route) && meet(route.sources, form.sources),
    )?.title
    if (assigning)
      found.push(hint('sources', msg`“${assigning}” assigns leads of these sources at once, before this route.`))
  }
  const open = isAlways(form.windows) && !form.special && form.conditions.length === 0
  if (open && form.nobody !== 'next_route' && form.rule !== 'assign_to_agent') {
    const hidden = below.find(
      (route) => route.status === 'active' && plain(route) && includes(form.sources, route.sources),
    )?.title
    if (hidden)
      found.push(
        hint('windows', msg`It is always open and above “${hidden}”, which will get nothing of these sources.`),
      )
  }
  return found
}

const plain = (route: Route) => route.rule !== 'assign_to_agent'
const always = (route: Route) => isAlways(route.windows) && route.conditions.length === 0 && !route.activation
const takesAll = (route: Route) =>
  route.status === 'active' && plain(route) && always(route) && route.when_nobody !== 'next_route'
const assignsAll = (route: Route) => route.status === 'active' && !plain(route) && always(route)

type Sources = 'all' | string[]
const includes = (wide: Sources, narrow: Sources) =>
  wide === 'all' || (narrow !== 'all' && narrow.length > 0 && narrow.every((source) => wide.includes(source)))
const meet = (one: Sources, other: Sources) =>
  one === 'all' || other === 'all' || one.some((source) => other.includes(source))
