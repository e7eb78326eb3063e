import type { Tweet } from '../api/types'
import { clip, TWEET_LIMIT } from './count'

/**
 * The API knows a retweet as a tweet with words that refers to another. One without words of its own carries the old
 * `RT @name:`, which every client can show, and which still says whose words they are when the original is gone.
 */
const PLAIN = /^RT @\w{1,30}: /

export const retweetOf = ({ author, content }: Tweet): string => clip(`RT @${author.username}: ${content}`, TWEET_LIMIT)

export const isPlainRetweet = (tweet: Tweet): boolean => tweet.retweet_of_id !== null && PLAIN.test(tweet.content)
