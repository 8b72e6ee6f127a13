import type { UseFormReturnType } from '@mantine/form'
import type { Shapes } from '@/api/client'

export type Settings = Shapes['Settings']
export type Patch = Shapes['SettingsPatch']
export type SettingsForm = UseFormReturnType<Settings>

/** Of each field: what it is for stands below it. */
export const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** Return the changed settings, without the version; only these are sent. */
export function changedFields(kept: Settings, wanted: Partial<Settings>): Patch {
  const differs = ([name, value]: [string, unknown]) =>
    name !== 'version' && JSON.stringify(value) !== JSON.stringify(kept[name as keyof Settings])
  return Object.fromEntries(Object.entries(wanted).filter(differs))
}

/** The countries by their codes, named in a language, in the order of their names. */
export function countries(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((one) => letters.map((two) => one + two))
  return codes
    .filter((code) => !NO_COUNTRY.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
    .flatMap((value) => {
      const label = names.of(value)
      return label ? [{ value, label }] : []
    })
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}

const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** All time zones that the browser knows, and the one that is kept. */
export function zones(kept: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(kept) ? known : [kept, ...known]
}
