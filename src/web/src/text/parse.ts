/** A piece of a text. Pieces are rendered as text nodes and links; text never becomes markup. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; text: string; username: string }
  | { kind: 'hashtag'; text: string }

// Characters that always end a link: white space, quotes, angle brackets, direction marks, and full-width punctuation, which
// Chinese and Japanese write without a space.
const FULL_WIDTH = '\\u3001-\\u3004\\u3008-\\u3020\\u3030\\u303d-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65'
const LINK = `(?<![\\p{Script=Latin}\\p{N}_@])[hH][tT][tT][pP][sS]?://[^\\s\\p{Cc}<>"\\p{Pi}\\p{Pf}\\u201e\\u201a\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069${FULL_WIDTH}]+`

// Mentions and hashtags are at the start of a word, not inside one (an email address, a path).
const MENTION = '(?<![\\p{L}\\p{M}\\p{N}_@/]|[\\p{L}\\p{N}_]\\.)@(?<username>[A-Za-z0-9_]{1,30})(?![\\w@])'
const HASHTAG = '(?<![\\p{L}\\p{M}\\p{N}_&/#＃])[#＃][\\p{L}\\p{M}\\p{N}_]*\\p{L}[\\p{L}\\p{M}\\p{N}_]*'

const pattern = new RegExp(`${LINK}|${MENTION}|${HASHTAG}`, 'gu')

/**
 * Splits a text into plain text, links, mentions and hashtags. The joined pieces are the text. The cases in
 * `tests/entities.json` define what is a mention, a hashtag or a link.
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
  // The pattern allows only http and https; parsing checks that a browser reads it the same way.
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

// All trailing punctuation except these, which URLs may end with. `*` is trimmed because it usually closes emphasis.
const TRAILING = /[^\P{Po}/#%&@\\]$/u

/** Cuts a link at an unmatched closing bracket of any script, and before the punctuation that ends a sentence. */
function trimUrl(url: string): string {
  let text = untilUnopened(url)
  while (TRAILING.test(text)) text = text.slice(0, -1)
  // An empty opening bracket belongs to the text after the link.
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

/** Shortens a link for display: without the scheme, cut to `limit` so that it does not wrap. */
export function shorten(url: string, limit = 40): string {
  const text = url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
  const points = [...text]
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}
