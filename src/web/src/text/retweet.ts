import type { Tweet } from '../api/types'

/**
 * In the API, a retweet is a tweet with text that refers to another. A plain retweet contains only the author's handle, not the
 * original's text, so the text disappears when the original is deleted. Earlier clients copied the text after a colon.
 */
const REFERENCE = /^RT @\w{1,30}(: |$)/

// The server clears the reference when the original is deleted.
const ORPHANED = /^RT @\w{1,30}$/

export const referenceTo = ({ author }: Tweet): string => `RT @${author.username}`

export const isPlainRetweet = (tweet: Tweet): boolean => tweet.retweet_of_id !== null && REFERENCE.test(tweet.content)

/** Whether the original of this retweet was deleted. */
export const isOrphanedRetweet = (tweet: Tweet): boolean => tweet.retweet_of_id === null && ORPHANED.test(tweet.content)
