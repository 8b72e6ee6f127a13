/**
 * `npm run icons`: write src/ui/icons/index.ts, those of Tabler's thousands of icons that the console imports.
 *
 * Their package for React has a file for each, 19,000 of them, which took a third of an installation.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const WRITTEN = 'src/ui/icons/index.ts'
const SHAPES = /^(?:<g [^>]*>)?(?:<path(?: [a-z-]+="[^"]*")*\/>)+(?:<\/g>)?$/

/** The names that sources import from `@/ui/icons`. */
function imported() {
  const names = readdirSync('src', { recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from '@\/ui\/icons'/g)])
    .flatMap(([, names]) => names.split(',').map((name) => name.trim()))
    .filter((name) => name && !name.startsWith('type '))
  return [...new Set(names)].sort()
}

/** `arrow-back-up` as a component is called. */
function called(name) {
  return `Icon${name.replace(/(?:^|-)(.)/g, (_, first) => first.toUpperCase())}`
}

function line(name, { body } = {}) {
  if (!body || !SHAPES.test(body)) throw new Error(`${name}: Tabler has no such icon, or it has more than paths`)
  const make = body.includes('stroke=') ? 'lines' : 'filled'
  const paths = [...body.matchAll(/ d="([^"]*)"/g)].map(([, path]) => `'${path}'`)
  return `export const ${name} = ${make}(${paths.join(', ')})`
}

const { icons, aliases } = createRequire(import.meta.url)('@iconify-json/tabler/icons.json')
const renamed = Object.entries(aliases).map(([name, { parent }]) => [name, icons[parent]])
const named = new Map([...renamed, ...Object.entries(icons)].map(([name, icon]) => [called(name), icon]))
const head = `// Written by \`npm run icons\`; do not edit. By Tabler: public/tabler-licence.txt is their licence.
import { filled, lines } from './drawn'
export type { Icon } from './drawn'
`
writeFileSync(WRITTEN, [head, ...imported().map((name) => line(name, named.get(name))), ''].join('\n'))
