import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Those that show nothing of their own, or only a dialog when they are asked to. */
const UNSEEN = ['Questions', 'ConfirmDialog', 'EditTask']

const read = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))

test('the design page shows every shared part', () => {
  const parts = read('src/ui').flatMap((text) =>
    [...text.matchAll(/^export (?:default )?function ([A-Z]\w*)/gm)].map(([, name]) => name as string),
  )
  expect(parts).toContain('Countdown')
  const page = read('src/design').join('\n')
  expect(parts.filter((name) => !UNSEEN.includes(name) && !page.includes(`<${name}`))).toEqual([])
})

test('no build that is deployed has it', () => {
  expect(readFileSync('index.html', 'utf8')).not.toContain('design')
  expect(
    read('src/app')
      .concat(read('src/features'))
      .filter((text) => text.includes('/design')),
  ).toEqual([])
})
