import type { LinguiConfig } from '@lingui/conf'

/** What is said before any screen but the first is gone to; the rest of the words are loaded with the second. */
const FIRST = [
  'src/app',
  'src/ui',
  'src/lib',
  'src/features/offers',
  'src/features/me/Availability.tsx',
  'src/features/notifications/Bell.tsx',
]

const config: LinguiConfig = {
  locales: ['en', 'es'],
  sourceLocale: 'en',
  catalogs: [
    { path: '<rootDir>/src/words/{locale}', include: FIRST },
    { path: '<rootDir>/src/words/rest/{locale}', include: ['src/features'], exclude: FIRST },
  ],
  format: 'po',
  formatOptions: { lineNumbers: false },
}
export default config
