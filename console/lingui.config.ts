import type { LinguiConfig } from '@lingui/conf'

const config: LinguiConfig = {
  locales: ['en', 'es'],
  sourceLocale: 'en',
  catalogs: [{ path: '<rootDir>/src/words/{locale}', include: ['src'], exclude: ['**/words/**'] }],
  format: 'po',
  formatOptions: { lineNumbers: false },
}
export default config
