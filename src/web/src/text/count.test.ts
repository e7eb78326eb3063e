import { expect, test } from 'vitest'
import { clip, countCodePoints, checkTweet } from './count'

test('an emoji counts once, and each code point of a composed one', () => {
  expect(countCodePoints('🐦')).toBe(1)
  expect(countCodePoints('👩‍🚀')).toBe(3)
  expect(countCodePoints('e\u0301')).toBe(2)
})

test('280 emoji fit and 281 do not', () => {
  expect(checkTweet('🐦'.repeat(280))).toEqual({ left: 0, ok: true })
  expect(checkTweet('🐦'.repeat(281))).toEqual({ left: -1, ok: false })
})

test.each(['', ' \n\t', '\u3000\u2003', '\u200b', '\u2800', '\u3164', '\u202e', '\ufeff', '\u{e0041}'])(
  '%j is blank', (text) => expect(checkTweet(text).ok).toBe(false))

test.each(['\u200ba', '👩\u200d🚀', '\u0301', '한', '\u0605'])('%j is not blank', (text) => expect(checkTweet(text).ok).toBe(true))

test('control characters other than tabs and line breaks are rejected', () => {
  expect(checkTweet('ding\u0007').ok).toBe(false)
  expect(checkTweet('a\r\n\tb').ok).toBe(true)
})

test('clipping never splits a surrogate pair', () => {
  expect(clip('🐦🐦🐦', 2)).toBe('🐦…')
  expect(clip('short', 5)).toBe('short')
})
