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

export type TweetCheck = { left: number; ok: boolean }

/** Whether the server would take `text` as a tweet, and how many code points are left. */
export function checkTweet(text: string): TweetCheck {
  const left = TWEET_LIMIT - countCodePoints(text)
  return { left, ok: left >= 0 && !isBlank(text) && !hasControls(text) }
}

// What the server counts as nothing to see: white space, controls and format characters, all that Unicode lets a font ignore, and
// letters that are drawn as nothing.
const invisible = /^(?:[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb\u{1d159}])*$/u

export const isBlank = (text: string): boolean => invisible.test(text)

const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/

/** Whether the server would refuse it for a control character: any but tabs and ends of lines. */
export const hasControls = (text: string): boolean => control.test(text)
