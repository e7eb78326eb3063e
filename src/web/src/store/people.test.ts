import { beforeEach, expect, test, vi } from 'vitest'
import type { Relationship, Tweet } from '../api/types'

vi.mock('../session/session', () => ({ session: { me: { id: 7 } }, isMe: (id: number) => id === 7, reloadMe: async () => undefined }))

const { clearFeeds, feedOf } = await import('./feeds')
const { receiveRelation } = await import('./people')
const { clearRelations, relationTo, upsertRelation } = await import('./relations')
const { clearTweets, upsertTweets } = await import('./tweets')

const source = { first: async () => ({ items: [], next: null }), more: async () => ({ items: [], next: null }), since: async () => ({ items: [], next: null }) }
const tweet = (id: number, author: number, rest: Partial<Tweet> = {}): Tweet =>
  ({ id, author_id: author, author: { id: author, username: `u${author}` }, kind: 'post', ...rest }) as Tweet
const relation = (rest: Partial<Relationship>): Relationship => ({ id: 2, following: true, blocking: false, muting: false, hiding_reposts: false, ...rest }) as Relationship

function show(key: string, ...tweets: Tweet[]): ReturnType<typeof feedOf> {
  const feed = feedOf(key, source)
  feed.list.replace(upsertTweets(tweets), null)
  feed.status = 'ready'
  return feed
}

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', undefined)
  clearFeeds()
  clearTweets()
  clearRelations()
  upsertRelation(relation({}))
})

test('a muted user leaves all lists but the own profile, and so do reposts of them', () => {
  const repost = tweet(4, 3, { kind: 'repost', reposted: tweet(1, 2) })
  const [home, theirs] = [show('home', repost, tweet(3, 3), tweet(1, 2)), show('by:u2', tweet(1, 2))]
  receiveRelation(relation({ muting: true }))
  expect([home.list.ids, theirs.list.ids]).toEqual([[3], [1]])
  expect([home.isStale, theirs.isStale, relationTo(2)!.muting]).toEqual([true, true, true])
})

test('hiding reposts removes only reposts', () => {
  const home = show('home', tweet(4, 2, { kind: 'repost', reposted: tweet(3, 3) }), tweet(1, 2))
  receiveRelation(relation({ hiding_reposts: true }))
  expect(home.list.ids).toEqual([1])
})

test('a change that does not concern lists reloads none', () => {
  const home = show('home', tweet(1, 2))
  receiveRelation(relation({ followed_by: true }))
  expect([home.list.ids, home.isStale]).toEqual([[1], false])
})
