import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../api/problem'
import type { Tweet } from '../api/types'

const api = vi.hoisted(() => ({ send: async (_id: number, _on: boolean): Promise<object> => ({}) }))
vi.mock('../session/session', () => ({ session: { me: { id: 7 } }, isMe: (id: number) => id === 7, reloadMe: async () => undefined }))
vi.mock('../api/reposts', () => ({ repostTweet: (id: number, on: boolean) => api.send(id, on) }))

const { clearFeeds, feedOf } = await import('./feeds')
const { toggleRepost } = await import('./reposts')
const { receiveDeletion } = await import('./tweet-actions')
const { clearTweets, findTweet, shownBy, upsertTweets } = await import('./tweets')

const source = { first: async () => ({ items: [], next: null }), more: async () => ({ items: [], next: null }), since: async () => ({ items: [], next: null }) }
const original = (rest: Partial<Tweet> = {}): Tweet =>
  ({ id: 1, author_id: 2, author: { id: 2, username: 'ben' }, kind: 'post', reply_to_id: null, retweet_of_id: null, retweets_count: 0, is_reposted: false, ...rest }) as Tweet
const repost = (): Tweet =>
  ({ id: 5, author_id: 7, author: { id: 7, username: 'me' }, kind: 'repost', reply_to_id: null, retweet_of_id: 1, reposted: original({ is_reposted: true, retweets_count: 1 }) }) as Tweet

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', undefined)
  clearFeeds()
  clearTweets()
  upsertTweets([original()])
  feedOf('home', source).list.replace([1], null)
})

test('a repost shows at once, and enters the home timeline with the answer', async () => {
  let release = (): void => {}
  api.send = () => new Promise((resolve) => { release = () => resolve(repost()) })
  const tweet = findTweet(1)!
  const done = toggleRepost(tweet)
  expect([tweet.is_reposted, tweet.retweets_count]).toEqual([true, 1])
  release()
  await done
  expect([tweet.is_reposted, tweet.retweets_count, feedOf('home', source).list.ids]).toEqual([true, 1, [5, 1]])
  expect(shownBy(findTweet(5)!)).toBe(tweet)
})

test('undoing removes the repost from the lists', async () => {
  upsertTweets([repost()])
  feedOf('home', source).list.add(5)
  api.send = async () => original()
  await toggleRepost(findTweet(1)!)
  expect([findTweet(1)!.is_reposted, findTweet(1)!.retweets_count, feedOf('home', source).list.ids]).toEqual([false, 0, [1]])
})

test('a refused repost shows as it was', async () => {
  api.send = async () => { throw new Problem(403, 'cannot_repost', '') }
  await toggleRepost(findTweet(1)!)
  expect([findTweet(1)!.is_reposted, findTweet(1)!.retweets_count]).toEqual([false, 0])
})

test('the reposts of a deleted tweet go with it', () => {
  upsertTweets([repost()])
  feedOf('home', source).list.add(5)
  receiveDeletion(1)
  expect(feedOf('home', source).list.ids).toEqual([])
})
