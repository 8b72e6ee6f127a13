import type { Shapes } from '@/api/client'

type SignIn = Pick<Shapes['SignIn'], 'browser' | 'system'>

/** The names of browsers, as their makers write them; null where it is none of them. */
export const BROWSERS = {
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  opera: 'Opera',
  safari: 'Safari',
  samsung: 'Samsung Internet',
  other: null,
} satisfies Record<SignIn['browser'], string | null>

/** The names of systems, likewise. */
export const SYSTEMS = {
  android: 'Android',
  chromeos: 'ChromeOS',
  ios: 'iOS',
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
  other: null,
} satisfies Record<SignIn['system'], string | null>

/** The names of browser and system, as far as they are known. */
export function deviceName({ browser, system }: SignIn): string {
  return [BROWSERS[browser], SYSTEMS[system]].filter(Boolean).join(' · ')
}
