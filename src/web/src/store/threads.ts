import { reactive } from 'vue'
import { CATCH_UP, repliesTo, type Source } from '../api/linnet'
import { asProblem, type Problem } from '../api/problem'
import { getThread } from '../api/threads'
import type { ThreadEntry, Tombstone, Tweet } from '../api/types'
import { feedOf, type Feed } from './feeds'
import { upsertTweets } from './tweets'

/** A tweet of a thread by its id, or its tombstone. `depth` is 1 for a reply to the opened tweet. */
export type ThreadNode = { id: number; depth: number; tombstone: Tombstone | null }

export type Thread = {
  ancestors: ThreadNode[]
  descendants: ThreadNode[]
  /** How many descendants the server has examined; null when there are no more. */
  next: number | null
  isLoaded: boolean
  problem: Problem | null
}

/** Kept while the page is open, as feeds are. */
const threads = reactive(new Map<number, Thread>())

export function threadOf(id: number): Thread {
  if (!threads.has(id)) threads.set(id, { ancestors: [], descendants: [], next: null, isLoaded: false, problem: null })
  return threads.get(id)!
}

/** Replies that arrive after the thread was loaded, for the top of it. */
export const newRepliesOf = (id: number): Feed => feedOf(`replies:${id}`, newRepliesTo(id))

const newRepliesTo = (id: number): Source<Tweet> => ({
  ...repliesTo(id),
  first: () => Promise.resolve({ items: [], next: null }),
  // A thread that missed more than a page of replies shows the newest of them.
  since: async (since) => ({ items: (await repliesTo(id).since(since)).items.slice(0, CATCH_UP - 1), next: null }),
})

/** Loads the thread from its beginning. */
export const loadThread = (id: number): Promise<void> => run(id, async (thread) => {
  const { ancestors, descendants, next } = await getThread(id)
  const feed = newRepliesOf(id)
  thread.ancestors = nodesOf(id, ancestors)
  thread.descendants = nodesOf(id, descendants)
  thread.next = next ?? null
  thread.isLoaded = true
  feed.list.replace([], null)
  feed.list.mark = Math.max(id, ...descendants.map((entry) => entry.id))
  feed.status = 'ready'
  feed.isStale = false
})

export const loadMoreOfThread = (id: number): Promise<void> => run(id, async (thread) => {
  const { descendants, next } = await getThread(id, thread.next ?? 0)
  const known = new Set(thread.descendants.map((node) => node.id))
  thread.descendants.push(...nodesOf(id, descendants, thread.descendants).filter((node) => !known.has(node.id)))
  thread.next = next ?? null
})

export function clearThreads(): void {
  threads.clear()
}

async function run(id: number, load: (thread: Thread) => Promise<void>): Promise<void> {
  const thread = threadOf(id)
  thread.problem = null
  try {
    await load(thread)
  } catch (error) {
    thread.problem = asProblem(error)
  }
}

/** The depth of each entry is one more than that of what it answers. Of ancestors, whose first answers nothing here, it is not used. */
export function nodesOf(id: number, entries: ThreadEntry[], before: ThreadNode[] = []): ThreadNode[] {
  const depths = new Map([[id, 0], ...before.map((node): [number, number] => [node.id, node.depth])])
  return entries.map((entry) => {
    const tombstone = isTombstone(entry) ? entry : null
    if (!isTombstone(entry)) upsertTweets([entry])
    const parent = entry.reply_to_id ?? (isTombstone(entry) ? null : entry.deleted_parent_id) ?? id
    const depth = (depths.get(parent) ?? 0) + 1
    depths.set(entry.id, depth)
    return { id: entry.id, depth, tombstone }
  })
}

const isTombstone = (entry: ThreadEntry): entry is Tombstone => entry.kind === 'tombstone'
