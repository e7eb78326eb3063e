/** The maximum length of a tweet, in Unicode code points. */
export const TWEET_LIMIT = 280

/** Counts code points, as the server does. An emoji outside the basic plane counts as one; its `length` is two. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** Returns at most `limit` code points. The last one is an ellipsis if the text was cut. */
export function clip(text: string, limit: number): string {
  const points = [...text]
  return points.length <= limit ? text : points.slice(0, limit - 1).join('').trimEnd() + '…'
}

export type TweetCheck = { left: number; ok: boolean }

/** Whether the server accepts `text` as a tweet, which may be blank if it has pictures, and how many code points are left. */
export function checkTweet(text: string, hasPictures = false): TweetCheck {
  const left = TWEET_LIMIT - countCodePoints(text)
  return { left, ok: left >= 0 && (hasPictures || !isBlank(text)) && !hasControls(text) }
}

// Characters that the server treats as invisible: white space, control and format characters, characters that Unicode lets
// fonts ignore, and blank letters.
const invisible = /^(?:[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb\u{1d159}])*$/u

export const isBlank = (text: string): boolean => invisible.test(text)

const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/

/** Whether the text contains control characters other than tabs and line breaks, which the server rejects. */
export const hasControls = (text: string): boolean => control.test(text)
