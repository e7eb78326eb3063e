import { reactive } from 'vue'
import { getTweet, getTweets, MAX_IDS } from '../api/linnet'
import { Problem } from '../api/problem'
import type { Media, Poll, Quoted, Tweet } from '../api/types'

/** All tweets loaded since the page was opened. Lists share the objects, so a like shows in each of them. */
const known = reactive(new Map<number, Tweet>())
const missing = reactive(new Set<number>())
const loading = new Map<number, Promise<Tweet | null>>()

export const findTweet = (id: number): Tweet | undefined => known.get(id)

/** Whether the server reported that the tweet does not exist. */
export const isGone = (id: number): boolean => missing.has(id)

/** The tweet that an entry of a list shows: the original of a repost, or the entry itself. */
export const shownBy = (entry: Tweet): Tweet | undefined => (entry.kind === 'repost' ? known.get(entry.reposted?.id ?? 0) : entry)

/** The loaded reposts of a tweet. */
export const repostsOf = (id: number): Tweet[] => [...known.values()].filter(({ kind, reposted }) => kind === 'repost' && reposted?.id === id)

/** The tweet that a tweet quotes, as the viewer may see it now; null if it quotes none. */
export function quotedBy({ kind, quoted, retweet_of_id: id }: Tweet): Quoted | null {
  if (kind === 'repost' || quoted === null) return null
  if (quoted !== undefined && quoted.tweet === null) return quoted
  const tweet = known.get(quoted?.tweet?.id ?? id ?? 0)
  if (tweet !== undefined) return { state: 'shown', tweet }
  // Without `quoted`, the server is an older one and the tweet is loaded by its id.
  return quoted?.tweet != null || isGone(id ?? 0) ? { state: 'deleted', tweet: null } : null
}

/** The loaded tweets of a thread. */
export const tweetsOfThread = (id: number): Tweet[] => [...known.values()].filter((tweet) => (tweet.conversation_id ?? tweet.id) === id)

/** Adds or updates tweets rendered for this viewer, with the tweets in them. */
export function upsertTweets(tweets: Tweet[]): number[] {
  for (const tweet of tweets) {
    upsertTweets([tweet.reposted, tweet.quoted?.tweet].filter((inner) => inner != null))
    const old = known.get(tweet.id)
    if (old === undefined) known.set(tweet.id, tweet)
    // Members that are absent say so: no filter matches, the content refers to nothing, it was never edited, it is not pinned or bookmarked, its thread is not muted, it has no pictures.
    else Object.assign(old, { filtered: undefined, entities: undefined, edited_at: undefined, deleted_parent_id: undefined, is_pinned: undefined, is_bookmarked: undefined, is_thread_muted: undefined, media: undefined }, tweet)
  }
  return tweets.map((tweet) => tweet.id)
}

/** Adds or updates a tweet from the socket, which is rendered once for many viewers: keeps what concerns this viewer. */
export const upsertSharedTweet = (tweet: Tweet): number[] => upsertTweets([forViewer(tweet)])

function forViewer(tweet: Tweet): Tweet {
  const old = known.get(tweet.id)
  const { is_liked: isLiked = false, is_reposted: isReposted = false, is_bookmarked: isBookmarked = false } = old ?? {}
  const { reposted, quoted } = tweet
  return {
    ...tweet,
    is_liked: isLiked,
    is_reposted: isReposted,
    is_bookmarked: isBookmarked,
    is_thread_muted: old?.is_thread_muted ?? tweetsOfThread(tweet.conversation_id ?? tweet.id).some((other) => other.is_thread_muted === true),
    ...(tweet.poll === undefined ? {} : { poll: pollForViewer(tweet.poll, old?.poll) }),
    ...(reposted == null ? {} : { reposted: forViewer(reposted) }),
    ...(quoted?.tweet == null ? {} : { quoted: { ...quoted, tweet: forViewer(quoted.tweet) } }),
  }
}

/** Keeps the viewer's votes, and the counts that may be hidden from others. */
const pollForViewer = (poll: Poll, old: Poll | undefined): Poll =>
  old === undefined ? poll : { ...(poll.voters_count === null ? old : poll), voted: old.voted, own_votes: old.own_votes }

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

/** Shows a new description or focal point of a picture. */
export function updateMedia(media: Media): void {
  for (const tweet of known.values())
    if (tweet.media?.some(({ id }) => id === media.id) === true) tweet.media = tweet.media.map((it) => (it.id === media.id ? media : it))
}

export function removeTweet(id: number): void {
  known.delete(id)
}

/** Marks a tweet as deleted. Tweets that refer to it show this. */
export function markGone(id: number): void {
  known.delete(id)
  missing.add(id)
}

export function clearTweets(): void {
  known.clear()
  missing.clear()
}
