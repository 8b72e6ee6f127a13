import type { LinguiConfig } from '@lingui/conf'

/** What is said before any screen but the first is gone to; the rest of the words are loaded with the second, or soon. */
const FIRST = [
  'src/app',
  'src/ui',
  'src/lib',
  'src/features/offers',
  'src/features/me/Availability.tsx',
  'src/features/notifications/Bell.tsx',
]

/** Said of forms and of what other screens do; the first screen has none to speak of. */
const LATER = [
  'src/ui/absences/**',
  'src/ui/forms/MomentField.tsx',
  'src/ui/holidays/**',
  'src/ui/samples/**',
  'src/ui/tasks/**',
  'src/ui/templates/**',
  'src/ui/words/mistakes.ts',
  'src/ui/words/laterRefusals.ts',
  'src/ui/words/events.ts',
  '<rootDir>/src/app/finder/**',
]

const config: LinguiConfig = {
  locales: ['en', 'es'],
  sourceLocale: 'en',
  catalogs: [
    { path: '<rootDir>/src/words/{locale}', include: FIRST, exclude: LATER },
    {
      path: '<rootDir>/src/words/rest/{locale}',
      include: ['src/features', ...LATER],
      exclude: FIRST.filter((one) => one !== 'src/ui'),
    },
  ],
  format: 'po',
  formatOptions: { lineNumbers: false },
}
export default config
