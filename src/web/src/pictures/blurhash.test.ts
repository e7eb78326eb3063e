import { expect, it } from 'vitest'
import { decodeBlurhash } from './blurhash'

// From the reference implementation, https://github.com/woltapp/blurhash, at 8 × 6 pixels: the first three, the last three, and
// the sum of all colours.
it.each([
  ['LEHV6nWB2yk8pyo0adR*.7kCMdnj', [135, 164, 177, 143, 167, 177, 161, 173, 177], [171, 149, 123, 158, 147, 135, 139, 143, 146], 21655],
  ['LGF5]+Yk^6#M@-5c,1J5@[or[Q6.', [176, 118, 163, 175, 119, 171, 167, 119, 184], [101, 114, 130, 112, 107, 119, 119, 106, 122], 19402],
  ['00Mj]P', [196, 197, 164, 196, 197, 164, 196, 197, 164], [196, 197, 164, 196, 197, 164, 196, 197, 164], 26736],
])('decodes %s', (hash, first, last, sum) => {
  const pixels = decodeBlurhash(hash, 8, 6)!
  const colours = [...pixels].filter((_, at) => at % 4 !== 3)
  expect(colours.slice(0, 9)).toEqual(first)
  expect(colours.slice(-9)).toEqual(last)
  expect(colours.reduce((total, value) => total + value, 0)).toBe(sum)
  expect([...pixels].filter((_, at) => at % 4 === 3)).toEqual(Array(48).fill(255))
})

it.each(['', '00000', 'LEHV6nWB2yk8pyo0adR*.7kCMdn', 'LEHV6nWB2yk8pyo0adR*.7kCMdnj0', '00Mj]é'])('rejects %s', (text) => {
  expect(decodeBlurhash(text, 8, 6)).toBeNull()
})
