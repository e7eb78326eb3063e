import { POLICIES, REPLY_POLICIES, VISIBILITIES, type NewPoll, type SavedDraft, type TweetOptions } from '../api/types'

export type DraftParts = {
  text: string
  options: TweetOptions
  replyTo: number | null
  quotes: number | null
  /** What another client wrote and this one does not show. */
  rest: SavedDraft['body']
}

/** Takes a draft apart. Another client may have written anything into it. */
export function partsOf(body: SavedDraft['body']): DraftParts {
  const { content, reply_to_id: replyTo, retweet_of_id: quotes, visibility, reply_policy, quote_policy, sensitive, content_warning, poll, ...rest } = body
  const options: TweetOptions = {}
  if (isOneOf(VISIBILITIES, visibility)) options.visibility = visibility
  if (isOneOf(REPLY_POLICIES, reply_policy)) options.reply_policy = reply_policy
  if (isOneOf(POLICIES, quote_policy)) options.quote_policy = quote_policy
  if (sensitive === true) options.sensitive = true
  if (typeof content_warning === 'string' && content_warning !== '') options.content_warning = content_warning
  if (isPoll(poll)) options.poll = poll
  return { text: typeof content === 'string' ? content : '', options, replyTo: idOf(replyTo), quotes: idOf(quotes), rest }
}

export const bodyOf = ({ text, options, replyTo, quotes, rest }: DraftParts): SavedDraft['body'] => ({
  ...rest,
  content: text,
  ...options,
  ...(replyTo === null ? {} : { reply_to_id: replyTo }),
  ...(quotes === null ? {} : { retweet_of_id: quotes }),
})

const isOneOf = <T extends string>(words: readonly T[], value: unknown): value is T => words.includes(value as T)

const idOf = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null)

function isPoll(value: unknown): value is NewPoll {
  if (typeof value !== 'object' || value === null) return false
  const { options, expires_in: seconds } = value as { options?: unknown; expires_in?: unknown }
  return Array.isArray(options) && options.every((it) => typeof it === 'string') && typeof seconds === 'number'
}
