/** A piece of a text. Pieces are drawn as text nodes and links: no text ever becomes markup. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; text: string; username: string }
  | { kind: 'hashtag'; text: string }

// A mention or a hashtag starts a word; what stands inside one (an e-mail address, a path) is neither.
const pattern = /https?:\/\/[^\s<>"\u0000-\u001f]+|(?<![\w@/.])@(?<username>[A-Za-z0-9_]{1,30})(?![\w@])|(?<![\p{L}\p{N}_&/#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu

/** Splits a text into what is plain and what leads somewhere. The pieces' texts, joined, are the text again. */
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
  if (match[0].startsWith('#')) return { kind: 'hashtag', text: match[0] }
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

/** What ends a sentence after a link is no part of it; nor is a closing bracket that was not opened in it. */
function trimUrl(url: string): string {
  let text = url
  for (;;) {
    const last = text.at(-1) ?? ''
    if (/[.,:;!?'’”…*]/.test(last) || (last === ')' && count(text, ')') > count(text, '('))) text = text.slice(0, -1)
    else return text
  }
}

const count = (text: string, character: string): number => text.split(character).length - 1

/** A link as people read it: without its scheme, cut in the middle of nowhere rather than breaking the line. */
export function shorten(url: string, limit = 40): string {
  const text = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}
