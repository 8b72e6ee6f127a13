import { expect, test } from 'vitest'
import { tableCsv } from '@/lib/tableCsv'

test('cells are quoted where they must be', () => {
  expect(
    tableCsv([
      ['a', 2, null],
      ['b, c', 'say "hi"', 'two\nlines'],
    ]),
  ).toBe('a,2,\r\n"b, c","say ""hi""","two\nlines"\r\n')
})

test.each([
  ['=1+1', "'=1+1"],
  ['+34600112233', "'+34600112233"],
  ['-2', "'-2"],
  ['@cmd', "'@cmd"],
  ['  =1', "  '=1"],
  ['a;=1', "a;'=1"],
  ['a-b', 'a-b'],
])('what a spreadsheet would calculate becomes text: %s', (given, told) => {
  expect(tableCsv([[given]])).toBe(`${told}\r\n`)
})

test('a number stays one', () => {
  expect(tableCsv([[-2]])).toBe('-2\r\n')
})
