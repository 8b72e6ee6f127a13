import type { Shapes } from '@/api/client'
import type { HolidaysValues } from '@/ui/holidays/HolidaysField'
import { DAYS } from '@/lib/dates'
import type { Rule } from '@/ui/words/rules'

type Window = Shapes['Window']
type Condition = Shapes['Condition']
export type Draft = Shapes['RouteDraft']
export type Action = 'call' | 'email' | 'text' | 'appointment'
export const ACTIONS: Action[] = ['call', 'email', 'text', 'appointment']
export const OPS: Condition['op'][] = ['eq', 'ne', 'in', 'contains', 'gte', 'lt', 'exists']

/** A local date, with a time unless it is the whole day. */
export interface Local {
  day: string | null
  time: string
}
export interface Dates {
  from: Local
  to: Local
  yearly: boolean
}
export interface Seat {
  agent_id: string
  weight: number
}
/** A condition in the form; its values are text. */
export interface ConditionValues {
  field: string
  op: Condition['op']
  values: string[]
}
export interface ResponseValues {
  within: number
  actions: Action[]
  clock: 'always' | 'working'
}

/** The values of a route's form. Parts that are switched off keep their values. */
export interface RouteValues {
  title: string
  rule: Rule
  sources: 'all' | string[]
  windows: Window[]
  special: boolean
  dates: Dates | null
  holidays: HolidaysValues | null
  days: string[]
  conditions: ConditionValues[]
  claim: number
  clock: 'always' | 'working'
  seats: Seat[]
  nobody: 'pool' | 'next_route' | 'member'
  member: string | null
  response: ResponseValues | null
}

export const WEIGHTED: Rule[] = ['weighted_random', 'fair_share']
export const isWeighted = (rule: Rule) => WEIGHTED.includes(rule)
const TEN_MINUTES = 600

/** Return an empty route. */
export function blank(): RouteValues {
  return {
    title: '',
    rule: 'round_robin',
    sources: 'all',
    windows: [],
    special: false,
    dates: null,
    holidays: null,
    days: [],
    conditions: [],
    claim: TEN_MINUTES,
    clock: 'always',
    seats: [],
    nobody: 'pool',
    member: null,
    response: null,
  }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const NEXT_HOUR = 60

/** Return a new route prefilled from the URL; invalid params are ignored. */
export function prefilled(search: Record<string, string | undefined>): RouteValues {
  const form = blank()
  if (search.source) form.sources = [search.source]
  const day = DAYS.find((one) => one === search.day)
  const from = search.from && TIME.test(search.from) ? search.from : undefined
  if (!day && !from) return form
  const begins = from ?? '00:00'
  const asked = search.to === '00:00' ? '24:00' : search.to
  const to = asked && (asked === '24:00' || TIME.test(asked)) && asked !== begins ? asked : undefined
  form.windows = [{ days: day ? [day] : [...DAYS], from: begins, to: to ?? (from ? hourAfter(from) : '24:00') }]
  return form
}

function hourAfter(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const whole = Math.min(hours * 60 + minutes + NEXT_HOUR, 24 * 60)
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}

/** Return the form's values of a route. */
export function valuesOf(route: Shapes['Route']): RouteValues {
  const activation = route.activation
  return {
    title: route.title,
    rule: route.rule,
    sources: route.sources,
    windows: route.windows,
    special: activation !== undefined,
    dates: activation?.from && activation.to ? datesOf(activation.from, activation.to, activation.yearly) : null,
    holidays: activation?.holidays ? holidaysOf(activation.holidays) : null,
    days: activation?.dates ?? [],
    conditions: route.conditions.map(conditionOf),
    claim: route.claim_seconds,
    clock: route.claim_clock,
    seats: route.agents.map((seat) => ({ agent_id: seat.agent_id, weight: seat.weight ?? 0 })),
    nobody: typeof route.when_nobody === 'string' ? route.when_nobody : 'member',
    member: typeof route.when_nobody === 'string' ? null : route.when_nobody.agent_id,
    response: route.response ? responseOf(route.response) : null,
  }
}

function datesOf(from: string, to: string, yearly: boolean | undefined): Dates {
  const local = (text: string): Local => ({ day: text.slice(0, 10), time: text.slice(11) })
  return { from: local(from), to: local(to), yearly: yearly ?? false }
}

function holidaysOf(holidays: Shapes['Holidays']): HolidaysValues {
  const names = holidays.names ?? 'all'
  return {
    country: holidays.country,
    region: holidays.region ?? '',
    names: names === 'all' ? [] : names,
    observed: holidays.observed ?? true,
  }
}

function conditionOf({ field, op, value }: Condition): ConditionValues {
  const values = Array.isArray(value) ? value : [value ?? (op === 'exists' ? true : '')]
  return { field, op, values: values.map(String) }
}

function responseOf(response: Shapes['ResponseRule']): ResponseValues {
  const { within_seconds: within, actions = ACTIONS, clock = 'always' } = response
  return { within, actions, clock }
}

/** Return the route for the API. */
export function draftOf(form: RouteValues): Draft {
  const weighted = isWeighted(form.rule)
  const member = form.nobody === 'member'
  return {
    title: form.title.trim(),
    rule: form.rule,
    sources: form.sources,
    windows: form.windows,
    activation: form.special ? activationOf(form) : null,
    conditions: form.conditions.map(valued),
    claim_seconds: form.claim,
    claim_clock: form.clock,
    agents: form.seats.map(({ agent_id, weight }) => (weighted ? { agent_id, weight } : { agent_id })),
    when_nobody: member ? { agent_id: form.member ?? '' } : (form.nobody as 'pool' | 'next_route'),
    response: form.response && {
      within_seconds: form.response.within,
      actions: form.response.actions,
      clock: form.response.clock,
    },
  }
}

function activationOf({ dates, holidays, days }: RouteValues): Shapes['Activation'] {
  const local = ({ day, time }: Local) => (time ? `${day ?? ''}T${time}` : (day ?? ''))
  return {
    ...(dates && { from: local(dates.from), to: local(dates.to), yearly: dates.yearly }),
    ...(holidays && {
      holidays: {
        country: holidays.country,
        region: holidays.region || null,
        names: holidays.names.length > 0 ? holidays.names : ('all' as const),
        observed: holidays.observed,
      },
    }),
    dates: days,
  }
}

/** Attributes that are text, even where they look like numbers (a postcode does). */
const TEXTS = ['place', 'postcode', 'intent', 'property_type', 'listing_id', 'listing_url', 'language']
/** Attributes that a condition may ask for and that every provider's lead may have. */
export const ATTRIBUTES = ['price_min', 'price_max', ...TEXTS]

function valued({ field, op, values }: ConditionValues): Condition {
  const name = field.trim()
  const one = (text: string) => (TEXTS.includes(name) || !isNumber(text) ? text.trim() : Number(text))
  const first = values[0] ?? ''
  if (op === 'exists') return { field: name, op, value: first !== 'false' }
  if (op === 'in') return { field: name, op, value: values.map(one) }
  if (op === 'contains') return { field: name, op, value: first.trim() }
  return { field: name, op, value: one(first) }
}

/** Whether text is a number written out. */
export const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text))
