/** A text by code points. Beyond both ends there is nothing: `undefined`, which is in no class. */
export type Points = readonly string[]

// Letters by block instead of by script, as the server has them.
const latin = /^[A-Za-z\u0080-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a]$/u
const eastAsian = /^[\u1100-\u11ff\u2e80-\u2fdf\u3000-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{1aff0}-\u{1b16f}\u{20000}-\u{3fffd}]$/u

export const isMark = (point = ''): boolean => /^\p{M}$/u.test(point)

/** Whether it turns the character before it into an emoji, or back: a variation selector or the frame of a key. */
export const isEmojiMark = (point = ''): boolean => /^[\ufe0e\ufe0f\u20e3]$/.test(point)

export const isLetterOrDigit = (point = ''): boolean => /^[\p{L}\p{Nd}]$/u.test(point)

/** A letter, a mark or a decimal digit, of any script. */
export const isWord = (point = ''): boolean => isLetterOrDigit(point) || isMark(point)

export const isLatin = (point = ''): boolean => /^\p{L}$/u.test(point) && latin.test(point)

/** Whether it is written in Chinese, Japanese or Korean, punctuation included. */
export const isEastAsian = (point = ''): boolean => eastAsian.test(point)

/** Whether the text goes on with `part`, which is ASCII. */
export const has = (points: Points, part: string, at: number): boolean => [...part].every((point, i) => points[at + i] === point)

/** The index of the character before, without the marks on it; -1 at the start and for an emoji. */
export function baseBefore(points: Points, at: number): number {
  let before = at - 1
  while (isMark(points[before])) {
    if (isEmojiMark(points[before])) return -1
    before--
  }
  return before
}
