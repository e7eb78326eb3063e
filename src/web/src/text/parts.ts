import { isBlank } from './count'
import type { NewTweet, TweetOptions } from '../api/types'

/**
 * A tweet of a thread after the first. Its visibility and other options are those of the first, chosen once for the whole thread;
 * only the first has a poll. Each has its own pictures. `rest` is what another client gave it and the composer does not show.
 */
export type Part = { text: string; media_ids?: number[]; rest?: Record<string, unknown> }

/** The text of a composer: the first tweet, and the others of a thread. */
export type Written = { text: string; more: Part[] }

/** The server's limit of tweets in a thread. */
export const MAX_TWEETS = 25

/** The tweets after the first, as the server takes them. */
export function laterTweets(more: Part[], { poll: _, scheduled_at: __, media_ids: ___, ...shared }: TweetOptions): NewTweet[] {
  return more.map(({ text, media_ids: ids = [], rest }) => ({ ...rest, ...shared, content: isBlank(text) && ids.length > 0 ? '' : text, ...(ids.length === 0 ? {} : { media_ids: ids }) }))
}

/** Changes the pictures of a tweet. One without pictures has no list of them. */
export function withPictures({ media_ids: _, ...part }: Part, ids: number[]): Part {
  return ids.length === 0 ? part : { ...part, media_ids: ids }
}

/** Whether one of the tweets has a text or a picture. */
export const isWritten = ({ text, more }: Written, { media_ids: ids }: TweetOptions): boolean =>
  [{ text, media_ids: ids ?? [] }, ...more].some((part) => part.text.trim() !== '' || (part.media_ids?.length ?? 0) > 0)

export const isSameParts = (a: Part[], b: Part[]): boolean => JSON.stringify(a) === JSON.stringify(b)

export const textsOf = ({ text, more }: Written): string[] => [text, ...more.map((part) => part.text)]

/** Puts what was written since behind what was sent. Single tweets become one text; a thread keeps its tweets. */
export function joinWritten(sent: Written, since: Written): Written {
  if (isEmpty(since)) return sent
  if (isEmpty(sent)) return since
  if (sent.more.length === 0 && since.more.length === 0) return { text: `${sent.text}\n\n${since.text}`, more: [] }
  return { text: sent.text, more: [...sent.more, { text: since.text }, ...since.more] }
}

const isEmpty = ({ text, more }: Written): boolean => text === '' && more.length === 0

export const countPictures = ({ media_ids: ids }: TweetOptions, more: Part[]): number =>
  (ids?.length ?? 0) + more.reduce((sum, part) => sum + (part.media_ids?.length ?? 0), 0)
