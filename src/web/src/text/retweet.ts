import type { Tweet } from '../api/types'

/**
 * The API knows a retweet as a tweet with words that refers to another. One without words of its own says only whose tweet it
 * passes on: the words are the original's, and go with it. Earlier clients copied them in behind a colon.
 */
const REFERENCE = /^RT @\w{1,30}(: |$)/

// The server forgets what was referred to when that is deleted.
const ORPHANED = /^RT @\w{1,30}$/

export const referenceTo = ({ author }: Tweet): string => `RT @${author.username}`

export const isPlainRetweet = (tweet: Tweet): boolean => tweet.retweet_of_id !== null && REFERENCE.test(tweet.content)

/** It passed on a tweet that is gone. */
export const isOrphanedRetweet = (tweet: Tweet): boolean => tweet.retweet_of_id === null && ORPHANED.test(tweet.content)
