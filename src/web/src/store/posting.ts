import { postTweets } from '../api/linnet'
import type { NewPoll, NewTweet, Poll, Tweet } from '../api/types'
import { reloadMe, session } from '../session/session'
import { findFeed, type Feed } from './feeds'
import { mediaOf } from './pictures'
import { broadcast, onTabEvent } from './tabs'
import { findTweet, removeTweet, upsertTweets } from './tweets'

let lastDraftId = 0

/**
 * Shows new tweets at once under temporary ids and replaces them with the server's tweets after the response.
 * @param drafts one tweet, or a thread in its order
 * @param key the idempotency key, which stays the same on a retry
 * @param send how they are sent
 * @throws if the request fails, after removing the temporary tweets
 */
export async function post(drafts: NewTweet[], key: string, send = postTweets): Promise<void> {
  const shown = showTemporary(drafts)
  try {
    const tweets = await send(drafts, key)
    receivePosted(tweets)
    broadcast('posted', tweets)
    void reloadMe().catch(() => undefined)
  } finally {
    for (const { tweet, feeds } of shown) {
      for (const feed of feeds) feed.list.remove(tweet.id)
      removeTweet(tweet.id)
    }
  }
}

function showTemporary(drafts: NewTweet[]): { tweet: Tweet; feeds: Feed[] }[] {
  const shown: { tweet: Tweet; feeds: Feed[] }[] = []
  for (const draft of drafts) {
    const before = shown.at(-1)?.tweet
    const tweet = draftTweet(--lastDraftId, before === undefined ? draft : { ...draft, reply_to_id: before.id })
    upsertTweets([tweet])
    const feeds = feedsFor(tweet)
    for (const feed of feeds) feed.list.add(tweet.id)
    shown.push({ tweet, feeds })
  }
  return shown
}

function receivePosted(tweets: Tweet[]): void {
  upsertTweets(tweets)
  for (const tweet of tweets)
    for (const feed of feedsFor(tweet)) feed.list.add(tweet.id)
  countReply(tweets[0]!)
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
  ...(draft.media_ids == null ? {} : { media: mediaOf(draft.media_ids) }),
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

/** Quoted tweets, and the parents inside a thread, come with their counts; the parent of the first tweet does not. */
function countReply({ reply_to_id: replyTo }: Tweet): void {
  const parent = replyTo === null ? undefined : findTweet(replyTo)
  if (parent !== undefined) parent.replies_count++
}

onTabEvent('posted', receivePosted)
