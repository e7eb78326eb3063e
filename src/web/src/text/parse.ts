/** A piece of a text. Pieces are drawn as text nodes and links: no text ever becomes markup. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; text: string; username: string }
  | { kind: 'hashtag'; text: string }

// What ends a link wherever it stands: white space, quotes and angle brackets, marks that turn the writing's direction, and
// the full-width punctuation that Chinese and Japanese set without a space.
const FULL_WIDTH = '\\u3001-\\u3004\\u3008-\\u3020\\u3030\\u303d-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65'
const LINK = `(?<![\\p{Script=Latin}\\p{N}_@])[hH][tT][tT][pP][sS]?://[^\\s\\p{Cc}<>"\\p{Pi}\\p{Pf}\\u201e\\u201a\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069${FULL_WIDTH}]+`

// A mention or a hashtag starts a word; what stands inside one (an e-mail address, a path) is neither.
const MENTION = '(?<![\\p{L}\\p{M}\\p{N}_@/]|[\\p{L}\\p{N}_]\\.)@(?<username>[A-Za-z0-9_]{1,30})(?![\\w@])'
const HASHTAG = '(?<![\\p{L}\\p{M}\\p{N}_&/#＃])[#＃][\\p{L}\\p{M}\\p{N}_]*\\p{L}[\\p{L}\\p{M}\\p{N}_]*'

const pattern = new RegExp(`${LINK}|${MENTION}|${HASHTAG}`, 'gu')

/**
 * Splits a text into what is plain and what leads somewhere. The pieces' texts, joined, are the text again. What is a
 * mention, a hashtag or a link is written down as cases in `tests/entities.json`.
 */
export function parse(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const piece = recognize(match)
    if (piece === null) continue
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) })
    pieces.push(piece)
    end = match.index + piece.text.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

function recognize(match: RegExpMatchArray): Piece | null {
  const username = match.groups?.['username']
  if (username !== undefined) return { kind: 'mention', text: match[0], username }
  if (/^[#＃]/.test(match[0])) return { kind: 'hashtag', text: match[0] }
  const text = trimUrl(match[0])
  // The pattern allows http and https only; parsing proves that a browser reads it the same way.
  const url = readUrl(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? { kind: 'link', text, href: url.href } : null
}

function readUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

// Of the punctuation, these belong to addresses. `*` closes emphasis more often than it ends one.
const TRAILING = /[^\P{Po}/#%&@\\]$/u

/** Ends a link before a closing bracket, of any script, that was not opened in it, and before what ends a sentence. */
function trimUrl(url: string): string {
  let text = untilUnopened(url)
  while (TRAILING.test(text)) text = text.slice(0, -1)
  // An opening bracket with nothing in it belongs to what follows.
  return /\p{Ps}$/u.test(text) ? trimUrl(text.slice(0, -1)) : text
}

function untilUnopened(url: string): string {
  let open = 0
  for (let at = 0; at < url.length; at++) {
    if (/\p{Ps}/u.test(url[at]!)) open++
    else if (/\p{Pe}/u.test(url[at]!) && --open < 0) return url.slice(0, at)
  }
  return url
}

/** A link as people read it: without its scheme, cut in the middle of nowhere rather than breaking the line. */
export function shorten(url: string, limit = 40): string {
  const text = url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
  const points = [...text]
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}
