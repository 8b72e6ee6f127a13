import { i18n } from '@lingui/core'
import { keptFormat } from './formats'

export type Language = 'es' | 'en'
const KEPT = 'relevo.language'

/** The language chosen on this device, else the browser's if it is one of ours, else Spanish. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'es' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'es'
}

const FIRST = { es: () => import('@/words/es.po'), en: () => import('@/words/en.po') }
const REST = { es: () => import('@/words/rest/es.po'), en: () => import('@/words/rest/en.po') }
let wanted = false

/** Switch to a language; its catalogues are loaded when first needed. */
export async function activateLanguage(language: Language): Promise<void> {
  const parts = await Promise.all([FIRST[language](), ...(wanted ? [REST[language]()] : [])])
  i18n.loadAndActivate({ locale: language, messages: Object.assign({}, ...parts.map((part) => part.messages)) })
  document.documentElement.lang = language
  localStorage.setItem(KEPT, language)
}

/** Load the catalogues of all screens, not only of the first. */
export async function loadAllMessages(): Promise<void> {
  if (wanted) return
  wanted = true
  await activateLanguage(i18n.locale as Language)
}

function format<T>(key: string, make: (locale: string) => T): T {
  return keptFormat(`${i18n.locale} ${key}`, () => make(i18n.locale))
}

const STYLES: Record<'time' | 'day' | 'full', Intl.DateTimeFormatOptions> = {
  time: { timeStyle: 'short' },
  day: { dateStyle: 'medium' },
  full: { dateStyle: 'medium', timeStyle: 'short' },
}

/** Format an instant in the team's time zone. */
export function when(instant: string, zone: string, style: 'time' | 'day' | 'full' = 'full'): string {
  const make = (locale: string) => new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: zone })
  return format(`when ${style} ${zone}`, make).format(new Date(instant))
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** How long ago, roughly: "5 minutes ago". */
export function ago(instant: string, now: number): string {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000)
  const relative = format('ago', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  }
  return relative.format(0, 'second')
}

/** How long since, roughly and in short: "5 min", "3 d". */
export function lasting(instant: string, now: number): string {
  const seconds = Math.max(0, (now - new Date(instant).getTime()) / 1000)
  const [unit, size] = STEPS.find(([, least]) => seconds >= least) ?? ['minute', 60]
  const short = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 } as const
  return format(`lasting ${unit}`, (locale) => new Intl.NumberFormat(locale, short)).format(Math.floor(seconds / size))
}

/** Format a whole number. */
export function amount(value: number): string {
  return format('amount', (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })).format(value)
}

/** Format a whole number of hours, in short: "12 h". */
export function inHours(hours: number): string {
  const short = { style: 'unit', unit: 'hour', unitDisplay: 'short', maximumFractionDigits: 0 } as const
  return format('hours', (locale) => new Intl.NumberFormat(locale, short)).format(hours)
}

const SIZES = ['byte', 'kilobyte', 'megabyte'] as const

/** Format a size in bytes, roughly: "412 byte", "3.2 kB". */
export function bytes(size: number): string {
  const step = size < 1_000 ? 0 : size < 1_000_000 ? 1 : 2
  const style = { style: 'unit', unit: SIZES[step], unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return format(`bytes ${step}`, (locale) => new Intl.NumberFormat(locale, style)).format(size / 1_000 ** step)
}

/** Format a whole amount of money, in a currency where it is known. */
export function money(value: number, currency: string | undefined): string {
  if (!currency) return amount(value)
  const style = { style: 'currency', currency, maximumFractionDigits: 0 } as const
  return format(`money ${currency}`, (locale) => new Intl.NumberFormat(locale, style)).format(value)
}

/** Format a number with at most one decimal, such as a mean. */
export function decimal(value: number): string {
  return format('decimal', (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })).format(value)
}
