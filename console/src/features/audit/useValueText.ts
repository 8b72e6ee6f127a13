import { useLingui } from '@lingui/react/macro'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { dayName } from '@/ui/words/Hours'
import { RULES } from '@/ui/words/rules'
import { ROLES, STATES } from '@/ui/words/states'
import { useDirectory } from '@/ui/words/useDirectory'
import { type Entry, isNothing, isObject, namesIn, type Value } from './differences'
import { FIELDS, NAMES, QUIET, SOURCE_KINDS, VALUES } from './words'

const CODES = { ...STATES, ...VALUES, ...RULES, ...ROLES } as Record<string, (typeof VALUES)[string]>
const AN_ID = /^(agent|route|source|lead|target)_[0-9a-f]{32}$/
const AN_INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/

/** Return the words of a code, by the field that has it. */
export function codeOf(value: string, of: string, locale = 'es') {
  if (of === 'languages') return new Intl.DisplayNames(locale, { type: 'language' }).of(value)
  if (of === 'quiet_hours') return QUIET[value]
  return (of === 'kind' ? SOURCE_KINDS[value] : undefined) ?? CODES[value] ?? NAMES[value]
}

/** The names and values of the audit, read as people say them. */
export function useValueText(entries: Entry[]) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const zone = me.data?.team.time_zone ?? 'UTC'
  const name = useNames(entries)

  function field(path: string[]): string {
    const said = (one: string) =>
      AN_ID.test(one) ? name(one) : FIELDS[one] ? i18n._(FIELDS[one]) : one.replaceAll('_', ' ')
    return path.map(said).join(' · ')
  }

  function text(value: string, of: string): string {
    if (AN_ID.test(value)) return name(value)
    if (AN_INSTANT.test(value)) return when(value, zone)
    if (of === 'logo') return t`a picture`
    if (FREE.has(of)) return value
    const code = codeOf(value, of, i18n.locale)
    return typeof code === 'string' ? code : code ? i18n._(code) : value
  }

  function object(value: Record<string, Value>): string {
    if (Array.isArray(value.days)) {
      const days = value.days.map((day) => dayName(i18n.locale, String(day))).join(', ')
      return `${days} ${read(value.from)}–${read(value.to)}`
    }
    if (typeof value.agent_id === 'string') {
      return isNothing(value.weight) ? name(value.agent_id) : `${name(value.agent_id)} (${read(value.weight)} %)`
    }
    const told = Object.entries(value).filter(([, one]) => !isNothing(one))
    return told.map(([key, one]) => `${field([key])}: ${read(one, key)}`).join(', ')
  }

  /** A value in words, by the field that it is of. */
  function read(value: Value, of = ''): string {
    if (value === undefined || value === null || isNothing(value)) return '—'
    if (typeof value === 'boolean') return value ? t`yes` : t`no`
    if (typeof value === 'number') return of.endsWith('_seconds') ? lasting(i18n.locale, value) : String(value)
    if (typeof value === 'string') return text(value, of)
    if (Array.isArray(value)) return value.map((one) => read(one, of)).join('; ')
    return isObject(value) ? object(value) : ''
  }

  return { field, read, name, zone }
}

// What people write themselves is never taken for a code.
const FREE = new Set([
  'title',
  'first_name',
  'last_name',
  'team_name',
  'accent_color',
  'reason',
  'category',
  'consent_text',
  'privacy_url',
  'sites',
  'url',
  'value',
])

const UNITS: [unit: string, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

/** A length of time in whole units: "1 hour 30 minutes". */
function lasting(locale: string, seconds: number): string {
  let left = seconds
  const told = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(left / size)
    left -= count * size
    return count > 0 ? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count) : []
  })
  return told.join(' ')
}

/** The name of what a change is about, or names: it may be gone by now, then what the changes told of it is its name. */
function useNames(entries: Entry[]): (id: string) => string {
  const { t } = useLingui()
  const { data } = useDirectory()
  const told = namesIn(entries)
  return (id) => {
    if (id === 'settings') return t`Settings`
    if (id === 'order') return t`Order of the routes`
    if (id === 'audit') return t`Audit`
    if (id === 'report') return t`Report`
    if (id === 'contacts') return t`People's data`
    if (id.startsWith('lead_')) return t`a lead`
    if (id.startsWith('import_')) return t`an import`
    if (id.startsWith('erasure_')) return t`an erasure`
    const here =
      data?.agents.find((one) => one.agent_id === id)?.name ??
      data?.routes.find((one) => one.route_id === id)?.title ??
      data?.sources.find((one) => one.source_id === id)?.title
    return here ?? told.get(id) ?? t`something that is gone`
  }
}
