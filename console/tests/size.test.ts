import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const MOST_KILOBYTES = 180
const MANIFEST = 'dist/.vite/manifest.json'
/** What somebody who opens the console and is signed in is sent: the frame, the first screen, and its words. */
const FIRST = ['index.html', 'src/features/offers/Offers.tsx', 'src/words/es.po']

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

test(`the first load is at most ${MOST_KILOBYTES} kB of gzipped JavaScript`, () => {
  expect(existsSync(MANIFEST), 'build the console first: npm run build').toBe(true)
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest
  const sizes = [...filesOf(manifest, FIRST)].map((file) => gzipSync(readFileSync(`dist/${file}`)).length)
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000
  expect(kilobytes).toBeLessThanOrEqual(MOST_KILOBYTES)
})
