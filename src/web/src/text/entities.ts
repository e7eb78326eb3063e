import { keyOf } from './fold'
import { baseBefore, has, isEmojiMark, isLatin, isLetterOrDigit, isMark, isWord, type Points } from './points'
import { findUrl } from './urls'

/**
 * A part of a text that is more than its characters. `start` and `end` (exclusive) are in code points. `display` is how the server
 * shows a URL.
 */
export type Entity = { kind: 'mention' | 'hashtag' | 'url'; start: number; end: number; key: string; display?: string }

const MAX_USERNAME = 30
const MAX_HASHTAG = 100

/**
 * Finds the mentions, hashtags and URLs in a text, as the server does (`Tweets/Entities/TextScanner.cs`), in order and without
 * overlaps. The cases in `tests/entities.json` define the grammar. The key is the username, the folded hashtag or the URL.
 */
export function scan(text: string): Entity[] {
  const points = [...text]
  const found: Entity[] = []
  for (let at = 0; at < points.length; at++) {
    const entity = find(points, at)
    if (entity === null) continue
    found.push(entity)
    at = entity.end - 1
  }
  return found
}

function find(points: Points, sign: number): Entity | null {
  switch (points[sign]) {
    case ':': return findUrl(points, sign)
    case '@': case '＠': return findMention(points, sign)
    case '#': case '＃': return findHashtag(points, sign)
    default: return null
  }
}

function findMention(points: Points, sign: number): Entity | null {
  if (!mayStartMention(points, sign)) return null
  const start = sign + 1
  let end = start
  while (end - start < MAX_USERNAME && isUsername(points[end])) end++
  return end > start && mayEndMention(points, end) ? { kind: 'mention', start: sign, end, key: points.slice(start, end).join('') } : null
}

const isUsername = (point = ''): boolean => /^[A-Za-z0-9_]$/.test(point)

function mayStartMention(points: Points, sign: number): boolean {
  const at = baseBefore(points, sign)
  const before = points[at] ?? ''
  if (/^[@＠_]$/.test(before)) return false
  // What e-mail addresses and paths consist of, besides letters and digits. ".@ben" is a mention, "me.@ben" is not.
  if (/^[!#＃$%&*`=/+~.-]$/.test(before)) return !isLetterOrDigit(points[baseBefore(points, at)])
  // Scripts other than Latin have no letters in common with usernames, and many put no space between words.
  return !/^\p{Nd}$/u.test(before) && !isLatin(before)
}

function mayEndMention(points: Points, end: number): boolean {
  const after = points[end] ?? ''
  if (after === '@' || after === '＠' || has(points, '://', end)) return false
  // "@ada.example" is an address on another server.
  if (after === '.') return !/^\p{L}$/u.test(points[end + 1] ?? '')
  return !isUsername(after) && !isLatin(after) && !isMark(after)
}

function findHashtag(points: Points, sign: number): Entity | null {
  const before = points[sign - 1] ?? ''
  if (/^[_&/#＃]$/.test(before) || (isWord(before) && !isEmojiMark(before))) return null
  const start = sign + 1
  const end = endOfHashtag(points, start)
  if (/^[#＃]$/.test(points[end] ?? '') || has(points, '://', end)) return null
  const tag = points.slice(start, end)
  const key = [...keyOf(tag.join(''))]
  // The key has no invisible characters and may be longer: it must be a hashtag too, because it is one in paths.
  return isHashtag(tag) && isHashtag(key) && key.some((point) => /\p{L}/u.test(point))
    ? { kind: 'hashtag', start: sign, end, key: key.join('') }
    : null
}

const isHashtag = (tag: Points): boolean => tag.length <= MAX_HASHTAG && endOfHashtag(tag, 0) === tag.length

function endOfHashtag(points: Points, start: number): number {
  // The sign and such a mark are an emoji.
  if (isEmojiMark(points[start])) return start
  let end = start
  for (;;) {
    // Middle dots, the undertie, and the joiners that some scripts need for correct shapes: within a hashtag only.
    const next = end > start && /^[·・‿\u200c\u200d]$/.test(points[end] ?? '') ? end + 1 : end
    if (!isWord(points[next]) && points[next] !== '_') return end
    end = next + 1
  }
}
