import { expect, test } from 'vitest'
import { clip, countCodePoints, judgeTweet } from './count'

test('an emoji counts once, and each code point of a composed one', () => {
  expect(countCodePoints('🐦')).toBe(1)
  expect(countCodePoints('👩‍🚀')).toBe(3)
  expect(countCodePoints('e\u0301')).toBe(2)
})

test('280 emoji fit and 281 do not', () => {
  expect(judgeTweet('🐦'.repeat(280))).toEqual({ left: 0, ok: true })
  expect(judgeTweet('🐦'.repeat(281))).toEqual({ left: -1, ok: false })
})

test.each(['', ' \n\t', '\u3000\u2003', '\u0085'])('%j is blank', (text) => expect(judgeTweet(text).ok).toBe(false))

// The server refuses what .NET takes for white space, and a byte order mark is none there.
test('a byte order mark is not blank', () => expect(judgeTweet('\ufeff').ok).toBe(true))

test('clipping never cuts a pair of surrogates in two', () => {
  expect(clip('🐦🐦🐦', 2)).toBe('🐦…')
  expect(clip('short', 5)).toBe('short')
})
