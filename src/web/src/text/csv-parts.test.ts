import { expect, test } from 'vitest'
import { cutIntoParts } from './csv-parts'

test('a short list is one part', () => {
  expect(cutIntoParts('ada\nben\n')).toEqual([{ csv: 'ada\nben\n\n', lines: 2, shift: 0 }])
})

test('each part has the header, and lines keep their numbers', () => {
  const names = Array.from({ length: 2500 }, (_, index) => `user${index}`)
  const parts = cutIntoParts(`Account address,Hide notifications\r\n${names.join('\r\n')}`)
  expect(parts.map(({ lines, shift }) => [lines, shift])).toEqual([[1000, 0], [1000, 1000], [500, 2000]])
  // Line 2 of the third part, after the header, is line 2002 of the file.
  expect(parts[2]!.csv.split('\n').slice(0, 2)).toEqual(['Account address,Hide notifications', 'user2000'])
})

test('long lines are cut by their length', () => {
  const parts = cutIntoParts(Array.from({ length: 20 }, () => 'x'.repeat(10_000)).join('\n'))
  expect(parts.every(({ csv }) => csv.length <= 60_000)).toBe(true)
  expect(parts.reduce((sum, { lines }) => sum + lines, 0)).toBe(20)
})

test('each part fits into a request, however its text is written', () => {
  for (const line of ['"a@host","true","false",""', 'ä'.repeat(40)]) {
    const parts = cutIntoParts(Array.from({ length: 3000 }, () => line).join('\n'))
    expect(parts.every(({ csv }) => new TextEncoder().encode(JSON.stringify({ csv })).length < 64_000)).toBe(true)
    expect(parts.reduce((sum, { lines }) => sum + lines, 0)).toBe(3000)
  }
})

test('old Macintosh files are lines too', () => {
  expect(cutIntoParts('ben\rcleo\r')).toEqual([{ csv: 'ben\ncleo\n\n', lines: 2, shift: 0 }])
})

test('the header may follow empty lines', () => {
  expect(cutIntoParts('\nAccount address\nada\n')).toEqual([{ csv: 'Account address\nada\n\n', lines: 1, shift: 1 }])
})

test('empty lines are no accounts', () => {
  expect(cutIntoParts('\n\n  \n')).toEqual([])
  expect(cutIntoParts('Account address\n')).toEqual([])
  expect(cutIntoParts('\nada')).toEqual([{ csv: 'ada\n', lines: 1, shift: 1 }])
})
