/** What the server takes in one tweet, in Unicode code points. */
export const TWEET_LIMIT = 280

/** Code points, as the server counts them: an emoji outside the basic plane is one, not the two of `length`. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The first `limit` code points, with an ellipsis as the last of them when something was cut. */
export function clip(text: string, limit: number): string {
  const points = [...text]
  return points.length <= limit ? text : points.slice(0, limit - 1).join('').trimEnd() + '…'
}

export type Verdict = { left: number; ok: boolean }

/** Whether the server would take `text` as a tweet, and how many code points are left. */
export function judgeTweet(text: string): Verdict {
  const left = TWEET_LIMIT - countCodePoints(text)
  return { left, ok: left >= 0 && !isBlank(text) }
}

// .NET's white space, which is what decides. It has U+0085, which \s lacks, and lacks U+FEFF, which \s has.
const blank = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/

export const isBlank = (text: string): boolean => blank.test(text)
