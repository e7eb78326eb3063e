import { expect, test } from 'vitest'
import table from '../../../Linnet/Common/nfkc-casefold.txt?raw'
import { keyOf } from './fold'

/** What the server's table says of each code point that changes. */
function* foldings(): Generator<[point: string, folded: string]> {
  for (const line of table.split('\n').filter((it) => it !== '' && !it.startsWith('#'))) {
    const [range = '', ...target] = line.split(' ')
    const [first = NaN, last = first] = range.split('-').map((hex) => parseInt(hex, 16))
    const folded = target.map((hex) => parseInt(hex, 16))
    for (let point = first; point <= last; point++)
      yield [String.fromCodePoint(point), String.fromCodePoint(...folded.map((it) => (folded.length === 1 ? it + point - first : it)))]
  }
}

/** All planes with characters that are not for private use. */
function* codes(): Generator<number> {
  for (let code = 0; code < 0x40000; code++) if (code < 0xd800 || code > 0xdfff) yield code
  for (let code = 0xe0000; code < 0xe1000; code++) yield code
}

// Node may know an older Unicode than the table is of.
const isAssigned = (point: string): boolean => /\P{Cn}/u.test(point) || /\p{Default_Ignorable_Code_Point}/u.test(point)

test('each code point has the key that the server gives it', () => {
  const folded = new Map(foldings())
  const differences: string[] = []
  for (const code of codes()) {
    const point = String.fromCodePoint(code)
    if (!isAssigned(point)) continue
    if (keyOf(point) !== (folded.get(point) ?? point).replaceAll(' ', '')) differences.push(code.toString(16))
  }
  expect(folded.size).toBeGreaterThan(10_000)
  expect(differences).toEqual([])
}, 30_000)
