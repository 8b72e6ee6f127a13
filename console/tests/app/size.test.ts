import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const BUDGETS = '../tests/budgets/budgets.toml'
/** Where `python -m tests.budgets` looks for what was measured. */
const MEASURED = '../.build/budgets'
const MANIFEST = 'dist/.vite/manifest.json'
/** What somebody who opens the console and is signed in is sent after what the page itself names: the first screen, and its words. */
const FIRST = ['src/features/offers/Offers.tsx', 'src/words/es.po']

type Manifest = Record<string, { file: string; imports?: string[] }>

function filesOf(manifest: Manifest, names: string[]): Set<string> {
  const files = new Set<string>()
  const follow = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`${name} is not in the build`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(follow)
  }
  names.forEach(follow)
  return files
}

/** The scripts that the page names. */
function named(): string[] {
  const page = readFileSync('dist/index.html', 'utf8')
  const found = [...page.matchAll(/(?:src|modulepreload" crossorigin href)="\/(assets\/[^"]+\.js)"/g)]
  expect(found.length).toBeGreaterThan(0)
  return found.map(([, file]) => file as string)
}

/** The number of kB that the first load may have: its one place is the file of all budgets. */
function allowed(): number {
  const [, number] = /^first_load = \{ allowed = (\d+),/m.exec(readFileSync(BUDGETS, 'utf8')) ?? []
  if (!number) throw new Error(`${BUDGETS} has no first_load`)
  return Number(number)
}

test('the first load is at most as large as its budget allows, in kB of gzipped JavaScript', () => {
  expect(existsSync(MANIFEST), 'build the console first: npm run build').toBe(true)
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest
  const files = new Set([...named(), ...filesOf(manifest, FIRST)])
  const sizes = [...files].map((file) => gzipSync(readFileSync(`dist/${file}`)).length)
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000
  mkdirSync(MEASURED, { recursive: true })
  const record = { kind: 'console', name: 'first_load', measured: kilobytes, parts: {} }
  writeFileSync(`${MEASURED}/console-first_load.json`, JSON.stringify(record))
  expect(kilobytes, 'console/first_load, see tests/budgets/budgets.toml').toBeLessThanOrEqual(allowed())
})
