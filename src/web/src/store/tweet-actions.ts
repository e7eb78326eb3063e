import { deleteTweet, editTweet, likeTweet, postTweet } from '../api/linnet'
import { asProblem, Problem } from '../api/problem'
import type { LikeResponse, NewPoll, NewTweet, Poll, Tweet, TweetEdit } from '../api/types'
import { reloadMe, session } from '../session/session'
import { feedsWith, findFeed, type Feed } from './feeds'
import { OptimisticToggles } from './optimistic'
import { showErrorToast } from './toasts'
import { onTabEvent, broadcast } from './tabs'
import { upsertTweets, upsertSharedTweet, fetchTweet, findTweet, removeTweet, repostsOf, markGone } from './tweets'

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

let lastDraftId = 0

/**
 * Shows a new tweet at once under a temporary id and replaces it with the server's tweet after the response.
 * @param key the idempotency key, which stays the same on a retry
 * @param send how it is sent
 * @throws if the request fails, after removing the temporary tweet
 */
export async function post(draft: NewTweet, key: string, send = postTweet): Promise<Tweet> {
  const temporary = draftTweet(--lastDraftId, draft)
  upsertTweets([temporary])
  const targets = feedsFor(temporary)
  for (const feed of targets) feed.list.add(temporary.id)
  try {
    const tweet = await send(draft, key)
    upsertTweets([tweet])
    for (const feed of targets) feed.list.add(tweet.id)
    countReply(tweet)
    broadcast('posted', tweet)
    void reloadMe().catch(() => undefined)
    return findTweet(tweet.id)!
  } finally {
    for (const feed of targets) feed.list.remove(temporary.id)
    removeTweet(temporary.id)
  }
}

const draftTweet = (id: number, draft: NewTweet): Tweet => ({
  id,
  content: draft.content,
  created_at: new Date().toISOString(),
  updated_at: new Date().toISOString(),
  author_id: session.me!.id,
  conversation_id: findTweet(draft.reply_to_id ?? 0)?.conversation_id ?? draft.reply_to_id ?? id,
  reply_to_id: draft.reply_to_id ?? null,
  retweet_of_id: draft.retweet_of_id ?? null,
  likes_count: 0,
  replies_count: 0,
  retweets_count: 0,
  is_liked: false,
  is_reposted: false,
  kind: 'post',
  reply_policy: draft.reply_policy ?? 'everyone',
  quote_policy: draft.quote_policy ?? 'everyone',
  is_hidden_reply: false,
  quotes_count: 0,
  reposted: null,
  quoted: draft.retweet_of_id == null ? null : { state: 'shown', tweet: findTweet(draft.retweet_of_id) ?? null },
  visibility: draft.visibility ?? findTweet(draft.reply_to_id ?? 0)?.visibility ?? 'public',
  sensitive: draft.sensitive ?? false,
  content_warning: draft.content_warning ?? null,
  author: session.me!,
  ...(draft.expires_in == null ? {} : { expires_at: new Date(Date.now() + draft.expires_in * 1000).toISOString() }),
  ...(draft.poll == null ? {} : { poll: draftPoll(id, draft.poll) }),
})

const draftPoll = (id: number, { options, expires_in: seconds, multiple = false, hide_totals: hides = false }: NewPoll): Poll => ({
  id,
  expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
  expired: false,
  multiple,
  hide_totals: hides,
  votes_count: hides ? null : 0,
  voters_count: hides ? null : 0,
  options: options.map((title) => ({ title, votes_count: hides ? null : 0 })),
  voted: false,
  own_votes: [],
})

/** The opened lists that contain a new tweet of the viewer. */
const feedsFor = ({ author, visibility, reply_to_id: replyTo, retweet_of_id: quotes }: Tweet): Feed[] =>
  [findFeed('home'), (visibility ?? 'public') === 'public' ? findFeed('public') : undefined, findFeed(`by:${author.username}`), findFeed(`replies:${replyTo}`), findFeed(`quotes:${quotes}`)].filter((feed) => feed !== undefined)

/** The quoted tweet comes with the new one, with its counts; the parent does not. */
function countReply({ reply_to_id: replyTo }: Tweet): void {
  const parent = replyTo === null ? undefined : findTweet(replyTo)
  if (parent !== undefined) parent.replies_count++
}

export async function edit(tweet: Tweet, change: TweetEdit): Promise<void> {
  const { content, sensitive, content_warning: warning, entities } = tweet
  // Until the server has looked at the new text, it has no links.
  Object.assign(tweet, change, { entities: undefined })
  try {
    const edited = await editTweet(tweet.id, change)
    upsertTweets([edited])
    broadcast('edited', edited)
  } catch (error) {
    Object.assign(tweet, { content, sensitive, content_warning: warning, entities })
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

onTabEvent('posted', (tweet) => {
  upsertTweets([tweet])
  for (const feed of feedsFor(tweet)) feed.list.add(tweet.id)
  countReply(tweet)
})
onTabEvent('edited', receiveEdit)
onTabEvent('deleted', receiveDeletion)
onTabEvent('liked', ({ id, ...likes }) => {
  const tweet = findTweet(id)
  if (tweet !== undefined) Object.assign(tweet, likes)
})
