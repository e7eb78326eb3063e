import { laterTweets, withPictures, type Part } from './parts'
import { uploaded } from '../pictures/order'
import { POLICIES, REPLY_POLICIES, VISIBILITIES, type NewPoll, type SavedDraft, type TweetOptions } from '../api/types'

export type DraftParts = {
  text: string
  /** The tweets of a thread after the first. */
  more: Part[]
  options: TweetOptions
  replyTo: number | null
  quotes: number | null
  /** What another client wrote and this one does not show. */
  rest: Body
}

type Body = SavedDraft['body']

/** Takes a draft apart. Another client may have written anything into it. */
export function partsOf(body: Body): DraftParts {
  const { tweets, ...rest } = body
  if (!isThread(tweets)) return { ...tweetOf(body), more: [] }
  const [first, ...later] = tweets
  return { ...tweetOf({ ...rest, ...first }), more: later.map((tweet) => partOf(tweet, first)) }
}

function tweetOf(body: Body): Omit<DraftParts, 'more'> {
  const { content, reply_to_id: replyTo, retweet_of_id: quotes, visibility, reply_policy, quote_policy, sensitive, content_warning, poll, media_ids: media, ...rest } = body
  const options: TweetOptions = {}
  if (isOneOf(VISIBILITIES, visibility)) options.visibility = visibility
  if (isOneOf(REPLY_POLICIES, reply_policy)) options.reply_policy = reply_policy
  if (isOneOf(POLICIES, quote_policy)) options.quote_policy = quote_policy
  if (sensitive === true) options.sensitive = true
  if (typeof content_warning === 'string' && content_warning !== '') options.content_warning = content_warning
  if (isPoll(poll)) options.poll = poll
  const ids = idsOf(media)
  if (ids.length > 0) options.media_ids = ids
  return { text: textOf(content), options, replyTo: idOf(replyTo), quotes: idOf(quotes), rest }
}

/** Keeps of a later tweet what the composer does not show: what the first one has as well is shared by the whole thread. */
function partOf({ content, media_ids: media, ...others }: Body, first: Body): Part {
  const rest = Object.entries(others).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(first[name]))
  return withPictures({ text: textOf(content), ...(rest.length === 0 ? {} : { rest: Object.fromEntries(rest) }) }, idsOf(media))
}

/** The body of a draft, without pictures that are not uploaded. */
export function bodyOf({ text, more, options: { media_ids: media, ...options }, replyTo, quotes, rest }: DraftParts): Body {
  const ids = uploaded(media ?? [])
  const first = {
    ...rest,
    content: text,
    ...options,
    ...(ids.length === 0 ? {} : { media_ids: ids }),
    ...(replyTo === null ? {} : { reply_to_id: replyTo }),
    ...(quotes === null ? {} : { retweet_of_id: quotes }),
  }
  return more.length === 0 ? first : { tweets: [first, ...laterTweets(more.map((part) => withPictures(part, uploaded(part.media_ids ?? []))), options)] }
}

const textOf = (content: unknown): string => (typeof content === 'string' ? content : '')

const isThread = (value: unknown): value is [Body, ...Body[]] =>
  Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'object' && it !== null && !Array.isArray(it))

const isOneOf = <T extends string>(words: readonly T[], value: unknown): value is T => words.includes(value as T)

const idOf = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null)

const idsOf = (value: unknown): number[] => (Array.isArray(value) ? value.map(idOf).filter((id) => id !== null) : [])

function isPoll(value: unknown): value is NewPoll {
  if (typeof value !== 'object' || value === null) return false
  const { options, expires_in: seconds } = value as { options?: unknown; expires_in?: unknown }
  return Array.isArray(options) && options.every((it) => typeof it === 'string') && typeof seconds === 'number'
}
