import type { TweetEntities } from '../api/types'
import { scan, type Entity } from './entities'

/** A piece of a text. Pieces are rendered as text nodes and links; text never becomes markup. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; display: string; href: string }
  | { kind: 'mention'; text: string; username: string }
  | { kind: 'hashtag'; text: string; tag: string }

/** Splits a text into plain text, links, mentions and hashtags. The joined pieces are the text. */
export function parse(text: string, entities: readonly Entity[] = scan(text)): Piece[] {
  const points = [...text]
  const cut = (start: number, end?: number): string => points.slice(start, end).join('')
  const pieces: Piece[] = []
  let end = 0
  for (const entity of entities) {
    const piece = pieceOf(entity, cut(entity.start, entity.end))
    if (piece === null) continue
    if (entity.start > end) pieces.push({ kind: 'text', text: cut(end, entity.start) })
    pieces.push(piece)
    end = entity.end
  }
  if (end < points.length) pieces.push({ kind: 'text', text: cut(end) })
  return pieces
}

/** The entities that the server found in a tweet. Mentions link to the name that the account has now. */
export function entitiesOf({ mentions, hashtags, urls }: TweetEntities): Entity[] {
  return [
    ...mentions.map(({ username, start, end }): Entity => ({ kind: 'mention', key: username, start, end })),
    ...hashtags.map(({ tag, start, end }): Entity => ({ kind: 'hashtag', key: tag, start, end })),
    ...urls.map(({ url, start, end, display }): Entity => ({ kind: 'url', key: url, start, end, display })),
  ].sort((a, b) => a.start - b.start)
}

function pieceOf({ kind, key, display }: Entity, text: string): Piece | null {
  if (kind === 'mention') return { kind, text, username: key }
  if (kind === 'hashtag') return { kind, text, tag: key }
  // The title of a link shows the host as the browser reads it, which also rejects hosts that IDNA does not allow.
  return URL.canParse(key) ? { kind: 'link', text, display: display ?? shorten(text), href: new URL(key).href } : null
}

/** A URL as the server shows it (`Tweets/Entities/Urls.cs`). The cases are in `tests/url-display.json`. */
export function shorten(url: string, limit = 40): string {
  const text = url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
  const points = [...text]
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}
