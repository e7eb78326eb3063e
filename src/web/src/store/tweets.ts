import { reactive } from 'vue'
import { getTweet, getTweets, MAX_IDS } from '../api/linnet'
import { Problem } from '../api/problem'
import type { Tweet } from '../api/types'
import { isMe } from '../session/session'
import { isPlainRetweet } from '../text/retweet'

/** All tweets loaded since the page was opened. Lists share the objects, so a like shows in each of them. */
const known = reactive(new Map<number, Tweet>())
const missing = reactive(new Set<number>())
/** The ids of the viewer's loaded retweets, by the id of the original. */
const ownRetweets = reactive(new Map<number, number>())
const loading = new Map<number, Promise<Tweet | null>>()

export const findTweet = (id: number): Tweet | undefined => known.get(id)

/** The viewer's retweet of a tweet, if it was loaded. */
export const ownRetweetOf = (id: number): number | undefined => ownRetweets.get(id)

/** Whether the server reported that the tweet does not exist. */
export const isGone = (id: number): boolean => missing.has(id)

/** Adds or updates tweets rendered for this viewer. */
export function upsertTweets(tweets: Tweet[]): number[] {
  for (const tweet of tweets) {
    const old = known.get(tweet.id)
    if (old === undefined) known.set(tweet.id, tweet)
    else Object.assign(old, tweet)
    if (tweet.id > 0 && isMe(tweet.author_id) && isPlainRetweet(tweet)) ownRetweets.set(tweet.retweet_of_id!, tweet.id)
  }
  return tweets.map((tweet) => tweet.id)
}

/** Adds or updates a tweet from the socket, which is rendered once for many viewers: keeps `is_liked`. */
export function upsertSharedTweet(tweet: Tweet): void {
  upsertTweets([{ ...tweet, is_liked: known.get(tweet.id)?.is_liked ?? false }])
}

/** Returns a tweet from memory or from the server; null if it does not exist. */
export async function fetchTweet(id: number, isFresh = false): Promise<Tweet | null> {
  if (!isFresh && known.has(id)) return known.get(id)!
  const running = loading.get(id)
  if (running !== undefined) return running
  const request = (isFresh ? load(id) : loadInBatch(id)).finally(() => loading.delete(id))
  loading.set(id, request)
  return request
}

let batch: Map<number, { resolve: (tweet: Tweet | null) => void; reject: (error: unknown) => void }> | null = null

/** Batches all loads of the same turn, because a page of tweets may refer to as many others. */
function loadInBatch(id: number): Promise<Tweet | null> {
  return new Promise((resolve, reject) => {
    if (batch === null) {
      batch = new Map()
      setTimeout(() => void sendBatch())
    }
    batch.set(id, { resolve, reject })
  })
}

async function sendBatch(): Promise<void> {
  const entries = [...batch!]
  batch = null
  for (let at = 0; at < entries.length; at += MAX_IDS) {
    const chunk = entries.slice(at, at + MAX_IDS)
    try {
      upsertTweets(await getTweets(chunk.map(([id]) => id)))
      for (const [id, { resolve }] of chunk) {
        const tweet = known.get(id)
        if (tweet === undefined) markGone(id)
        resolve(tweet ?? null)
      }
    } catch (error) {
      for (const [, { reject }] of chunk) reject(error)
    }
  }
}

async function load(id: number): Promise<Tweet | null> {
  try {
    upsertTweets([await getTweet(id)])
    return known.get(id)!
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error
    markGone(id)
    return null
  }
}

export function removeTweet(id: number): void {
  known.delete(id)
}

/** Marks a tweet as deleted. Tweets that refer to it show this. */
export function markGone(id: number): void {
  const originalId = known.get(id)?.retweet_of_id
  if (originalId != null && ownRetweets.get(originalId) === id) ownRetweets.delete(originalId)
  known.delete(id)
  missing.add(id)
}

export function clearTweets(): void {
  known.clear()
  missing.clear()
  ownRetweets.clear()
}
