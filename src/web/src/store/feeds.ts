import { reactive } from 'vue'
import { CATCH_UP, type Source } from '../api/linnet'
import { asProblem, type Problem } from '../api/problem'
import type { Tweet } from '../api/types'
import { LiveList } from './live-list'
import { findTweet, upsertTweets } from './tweets'

export type Feed = {
  list: LiveList
  source: Source<Tweet>
  status: 'empty' | 'loading' | 'ready' | 'failed'
  problem: Problem | null
  /** The newest id before a failed or running catch-up; null if nothing was missed. */
  missedSince: number | null
  /** Whether the list is reloaded when its screen is opened next. */
  isStale: boolean
}

/** Kept while the page is open, so that Back shows a list in its last state. */
const feeds = reactive(new Map<string, Feed>())

export function feedOf(key: string, source: Source<Tweet>): Feed {
  if (!feeds.has(key)) feeds.set(key, { list: new LiveList(), source, status: 'empty', problem: null, missedSince: null, isStale: false })
  return feeds.get(key)!
}

export const findFeed = (key: string): Feed | undefined => feeds.get(key)

export const feedsWith = (id: number): Feed[] => [...feeds.values()].filter((feed) => feed.list.has(id))

/** Loads the first page unless it is loaded and current, or loading. */
export async function open(feed: Feed): Promise<void> {
  if (feed.isStale || feed.status === 'empty' || (feed.status === 'failed' && feed.list.ids.length === 0)) await reload(feed)
}

export const reload = (feed: Feed): Promise<void> =>
  run(feed, async () => {
    const page = await feed.source.first()
    feed.list.replace(upsertTweets(page.items), page.next)
    feed.missedSince = null
    feed.isStale = false
  })

export async function loadMore(feed: Feed): Promise<void> {
  const { next } = feed.list
  if (next === null || feed.status === 'loading') return
  await run(feed, async () => {
    const page = await feed.source.more(next)
    feed.list.append(upsertTweets(page.items), page.next)
  })
}

/** Loads tweets that the socket did not deliver. They wait to be revealed, like all new tweets. */
export async function catchUp(feed: Feed): Promise<void> {
  if (feed.status !== 'ready') return
  // Saved before the request: the socket may move the mark in the meantime, and a failed catch-up is retried from here.
  feed.missedSince ??= feed.list.mark
  const page = await feed.source.since(feed.missedSince)
  feed.missedSince = null
  feed.list.catchUp(upsertTweets(page.items), page.items.length < CATCH_UP, page.next)
}

/** Reloads a list when its screen is opened next, after a change of its authors. */
export function markStale(key: string): void {
  const feed = feeds.get(key)
  if (feed !== undefined) feed.isStale = true
}

export function markAllStale(): void {
  for (const feed of feeds.values()) feed.isStale = true
}

/** Removes tweets from all lists except the one of `authorId`, which the viewer opens on purpose. */
export function removeFromFeeds(authorId: number, isUnwanted: (tweet: Tweet) => boolean): void {
  for (const [key, { list }] of feeds) {
    const unwanted = [...list.ids, ...list.waiting].map(findTweet).filter((tweet) => tweet !== undefined && isUnwanted(tweet))
    for (const { id, author } of unwanted as Tweet[]) if (author.id !== authorId || key !== `by:${author.username}`) list.remove(id)
  }
}

export function clearFeeds(): void {
  feeds.clear()
}

async function run(feed: Feed, work: () => Promise<void>): Promise<void> {
  feed.status = 'loading'
  feed.problem = null
  try {
    await work()
    feed.status = 'ready'
  } catch (error) {
    feed.status = 'failed'
    feed.problem = asProblem(error)
  }
}
