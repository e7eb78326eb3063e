import { reactive } from 'vue'
import { CATCH_UP, type Source } from '../api/linnet'
import { asProblem, type Problem } from '../api/problem'
import type { Tweet } from '../api/types'
import { LiveList } from './live-list'
import { upsertTweets } from './tweets'

export type Feed = {
  list: LiveList
  source: Source<Tweet>
  status: 'empty' | 'loading' | 'ready' | 'failed'
  problem: Problem | null
  /** From where on it must be caught up with; null when nothing was missed. */
  missedSince: number | null
}

/** Kept while the page is open, so that the way back finds a list as it was left. */
const feeds = reactive(new Map<string, Feed>())

export function feedOf(key: string, source: Source<Tweet>): Feed {
  if (!feeds.has(key)) feeds.set(key, { list: new LiveList(), source, status: 'empty', problem: null, missedSince: null })
  return feeds.get(key)!
}

export const findFeed = (key: string): Feed | undefined => feeds.get(key)

export const feedsWith = (id: number): Feed[] => [...feeds.values()].filter((feed) => feed.list.has(id))

/** The first page, unless it is there or on its way. */
export async function open(feed: Feed): Promise<void> {
  if (feed.status === 'empty' || (feed.status === 'failed' && feed.list.ids.length === 0)) await reload(feed)
}

export const reload = (feed: Feed): Promise<void> =>
  run(feed, async () => {
    const page = await feed.source.first()
    feed.list.replace(upsertTweets(page.items), page.next)
    feed.missedSince = null
  })

export async function loadMore(feed: Feed): Promise<void> {
  const { next } = feed.list
  if (next === null || feed.status === 'loading') return
  await run(feed, async () => {
    const page = await feed.source.more(next)
    feed.list.append(upsertTweets(page.items), page.next)
  })
}

/** Asks for what came while nobody told us. It waits to be revealed, like everything new. */
export async function catchUp(feed: Feed): Promise<void> {
  if (feed.status !== 'ready') return
  // Noted before it is asked: what the socket tells meanwhile moves the mark, and a question that fails is asked again.
  feed.missedSince ??= feed.list.mark
  const page = await feed.source.since(feed.missedSince)
  feed.missedSince = null
  feed.list.catchUp(upsertTweets(page.items), page.items.length < CATCH_UP, page.next)
}

/** Has a list read anew when its screen is opened next: other authors belong into it now. */
export function markStale(key: string): void {
  const feed = feeds.get(key)
  if (feed !== undefined) feed.status = 'empty'
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
