import { expect, test } from 'vitest'
import { decode, parseCsv } from '@/lib/csv'

test.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    'commas',
  ],
  [
    'a;b\r\n1,5;2',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
    'semicolons, with commas within',
  ],
  [
    'a\tb\n1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    'tabs',
  ],
  ['\uFEFFname\nLucía', [['name'], ['Lucía']], 'a mark at the start'],
  [
    'a,b\n"x, y","say ""hi"""',
    [
      ['a', 'b'],
      ['x, y', 'say "hi"'],
    ],
    'quotes',
  ],
  [
    'a,b\n"one\ntwo",2',
    [
      ['a', 'b'],
      ['one\ntwo', '2'],
    ],
    'lines within a cell',
  ],
  [
    '"Last, first";phone\nx;y',
    [
      ['Last, first', 'phone'],
      ['x', 'y'],
    ],
    'a comma in a quoted heading separates nothing',
  ],
  [
    'a,b\n\n,\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    'empty rows',
  ],
  [
    'a,b\n5" pipe,2',
    [
      ['a', 'b'],
      ['5" pipe', '2'],
    ],
    'a quote within a word',
  ],
  ['', [], 'nothing'],
])('%j is read as %j: %s', (text, rows) => {
  expect(parseCsv(text)).toEqual(rows)
})

test('no more rows are read than asked for', () => {
  expect(parseCsv('a\n1\n2\n3', 2)).toEqual([['a'], ['1']])
})

test('text is UTF-8, else as Windows writes it, also where it is cut in the middle of a letter', () => {
  const utf = new TextEncoder().encode('Lucía')
  expect(decode(utf.buffer as ArrayBuffer)).toBe('Lucía')
  expect(decode(utf.slice(0, 4).buffer as ArrayBuffer)).toBe('Luc')
  expect(decode(new Uint8Array([0x4c, 0x75, 0x63, 0xed, 0x61]).buffer)).toBe('Lucía')
})
