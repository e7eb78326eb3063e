import { deleteTweet, editTweet, likeTweet } from '../api/linnet'
import { asProblem, Problem } from '../api/problem'
import type { LikeResponse, Tweet, TweetEdit } from '../api/types'
import { reloadMe } from '../session/session'
import { feedsWith } from './feeds'
import { OptimisticToggles } from './optimistic'
import { mediaOf } from './pictures'
import { showErrorToast } from './toasts'
import { onTabEvent, broadcast } from './tabs'
import { upsertTweets, upsertSharedTweet, fetchTweet, findTweet, repostsOf, markGone } from './tweets'

const likeToggles = new OptimisticToggles<LikeResponse>()

// The action was already done elsewhere and the screen was stale.
const alreadyApplied = ['already_liked', 'not_liked']

export async function toggleLike(tweet: Tweet): Promise<void> {
  const show = (on: boolean): void => {
    if (tweet.is_liked === on) return
    tweet.is_liked = on
    tweet.likes_count += on ? 1 : -1
  }
  try {
    const answer = await likeToggles.toggle(String(tweet.id), tweet.is_liked, show, (on) => likeTweet(tweet.id, on))
    if (answer === null) return
    const { is_liked, likes_count } = answer
    Object.assign(tweet, { is_liked, likes_count })
    broadcast('liked', { id: tweet.id, is_liked, likes_count })
  } catch (error) {
    if (error instanceof Problem && alreadyApplied.includes(error.code)) await fetchTweet(tweet.id, true).catch(() => undefined)
    else showErrorToast('Could not update your like.', error)
  }
}

export async function edit(tweet: Tweet, change: TweetEdit): Promise<void> {
  const { content, sensitive, content_warning: warning, entities, media } = tweet
  const { media_ids: ids, ...texts } = change
  // Until the server has looked at the new text, it has no links.
  Object.assign(tweet, texts, { entities: undefined }, ids == null ? {} : { media: mediaOf(ids) })
  try {
    const edited = await editTweet(tweet.id, change)
    upsertTweets([edited])
    broadcast('edited', edited)
  } catch (error) {
    Object.assign(tweet, { content, sensitive, content_warning: warning, entities, media })
    throw error
  }
}

/** Removes a tweet at once and restores it if the request fails. */
export async function remove(tweet: Tweet): Promise<boolean> {
  const feeds = feedsWith(tweet.id)
  for (const feed of feeds) feed.list.remove(tweet.id)
  try {
    await deleteTweet(tweet.id)
    receiveDeletion(tweet.id)
    broadcast('deleted', tweet.id)
    void reloadMe().catch(() => undefined)
    return true
  } catch (error) {
    if (asProblem(error).status === 404) {
      receiveDeletion(tweet.id)
      return true
    }
    for (const feed of feeds) feed.list.add(tweet.id)
    showErrorToast('Could not delete your tweet.', error)
    return false
  }
}

/** Applies an edit. Ignores tweets that were never loaded. */
export function receiveEdit(tweet: Tweet): void {
  if (findTweet(tweet.id) !== undefined) upsertSharedTweet(tweet)
}

/** Removes a deleted tweet from every list and refreshes the counts of the tweets it referred to. Idempotent. */
export function receiveDeletion(id: number): void {
  for (const repost of repostsOf(id)) receiveDeletion(repost.id)
  for (const feed of feedsWith(id)) feed.list.remove(id)
  const tweet = findTweet(id)
  markGone(id)
  for (const referred of [tweet?.reply_to_id, tweet?.retweet_of_id])
    if (referred != null && findTweet(referred) !== undefined) void fetchTweet(referred, true).catch(() => undefined)
}

onTabEvent('edited', receiveEdit)
onTabEvent('deleted', receiveDeletion)
onTabEvent('liked', ({ id, ...likes }) => {
  const tweet = findTweet(id)
  if (tweet !== undefined) Object.assign(tweet, likes)
})
