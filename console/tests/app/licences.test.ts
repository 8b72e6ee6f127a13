import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const NOTICES = 'dist/licences.txt'

test('the built console brings the licence of every package that it holds, with its text if it has one', () => {
  expect(existsSync(NOTICES), 'build the console first: npm run build').toBe(true)
  const [, ...packages] = readFileSync(NOTICES, 'utf8').split(/^## /m)
  const heads = packages.map((one) => one.split('\n', 1)[0] ?? '')
  expect(heads).toEqual(
    expect.arrayContaining([expect.stringMatching(/^react - /), expect.stringMatching(/^@mantine\/core - /)]),
  )
  expect(heads.filter((one) => !/ \(.+\)$/.test(one))).toEqual([])
  expect(packages.join('')).toContain('Permission is hereby granted, free of charge')
})
