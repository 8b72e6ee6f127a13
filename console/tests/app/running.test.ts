import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addressOfStack } from '../../running'

const folder = () => mkdtempSync(join(tmpdir(), 'stack-'))

test('the address is that of the running stack', () => {
  const RELEVO_LOCAL_DIR = folder()
  writeFileSync(join(RELEVO_LOCAL_DIR, 'stack.json'), JSON.stringify({ console: 'http://127.0.0.1:8700' }))
  expect(addressOfStack({ RELEVO_LOCAL_DIR })).toBe('http://127.0.0.1:8700')
})

test('where nothing runs, it says what to do', () => {
  expect(() => addressOfStack({ RELEVO_LOCAL_DIR: folder() })).toThrow(/^nothing is running: make up first/)
})

test('another stack can be named by its address', () => {
  expect(addressOfStack({ RELEVO_URL: 'http://elsewhere', RELEVO_LOCAL_DIR: folder() })).toBe('http://elsewhere')
})

test('a file that is no JSON is not taken for a stack that is down', () => {
  const RELEVO_LOCAL_DIR = folder()
  writeFileSync(join(RELEVO_LOCAL_DIR, 'stack.json'), '{')
  expect(() => addressOfStack({ RELEVO_LOCAL_DIR })).toThrow(SyntaxError)
})
