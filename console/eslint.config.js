import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// Rooms, from the top: app knows features, features know what is shared, and nobody looks up or sideways. `design` shows
// the shared parts, and nothing that is shipped knows it.
const upwards = (...rooms) => ({
  'no-restricted-imports': [
    'error',
    { patterns: rooms.map((room) => ({ group: [`@/${room}/*`], message: 'rooms look down only' })) },
  ],
})

// A test that skips itself on the one device where its tag has it walked would be walked on none.
const DEVICE = {
  selector: "CallExpression[callee.object.name='test'][callee.property.name='skip'] Identifier[name='isMobile']",
  message: 'which device a test is for is said by its tag alone: see e2e/people.ts',
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'src/api/schema.d.ts'] },
  ...tseslint.configs.strict,
  a11y.flatConfigs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'tests/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['e2e/**/*.spec.ts'], rules: { 'no-restricted-syntax': ['error', DEVICE] } },
  { files: ['src/app/**'], rules: upwards('design') },
  { files: ['src/features/**'], rules: upwards('design', 'app', 'features') },
  { files: ['src/{ui,api}/**'], rules: upwards('design', 'app', 'features') },
  { files: ['src/lib/**'], rules: upwards('design', 'app', 'features', 'ui', 'api') },
)
