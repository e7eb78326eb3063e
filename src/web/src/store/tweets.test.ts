import { afterEach, expect, test, vi } from 'vitest'
import type { Tweet } from '../api/types'
import { fetchTweet, findTweet, clearTweets, isGone, markGone, quotedBy, upsertSharedTweet, upsertTweets } from './tweets'

const tweet = (id: number, rest: Partial<Tweet> = {}): Tweet => ({ id, retweet_of_id: null, is_liked: false, ...rest }) as Tweet

afterEach(() => {
  vi.unstubAllGlobals()
  clearTweets()
})

test('tweets fetched together are one request, and tweets not in the response are gone', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json([{ id: 1 }, { id: 3 }])
  })
  const found = await Promise.all([fetchTweet(1), fetchTweet(2), fetchTweet(3), fetchTweet(1)])
  expect(found.map((tweet) => tweet?.id)).toEqual([1, undefined, 3, 1])
  expect(isGone(2)).toBe(true)
  expect(asked).toEqual(['/tweets/?ids=1,2,3'])
})

test('one request has at most 100 ids', async () => {
  const asked: number[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    const ids = path.split('=')[1]!.split(',').map(Number)
    asked.push(ids.length)
    return Response.json(ids.map((id) => ({ id })))
  })
  await Promise.all(Array.from({ length: 130 }, (_, index) => fetchTweet(index + 1)))
  expect(asked).toEqual([100, 30])
})

test('an error rejects all, and the next fetch retries', async () => {
  vi.stubGlobal('fetch', vi.fn(async () => Response.json([{ id: 1 }, { id: 2 }])).mockRejectedValueOnce(new TypeError('cut')))
  const results = await Promise.allSettled([fetchTweet(1), fetchTweet(2)])
  expect(results.map((it) => it.status)).toEqual(['rejected', 'rejected'])
  expect((await fetchTweet(2))?.id).toBe(2)
})

test('the tweets inside a tweet are known too, and the socket does not change what concerns the viewer', () => {
  upsertTweets([tweet(3, { kind: 'repost', reposted: tweet(1, { is_liked: true, is_reposted: true }) })])
  upsertSharedTweet(tweet(4, { kind: 'repost', reposted: tweet(1, { likes_count: 9 }) }))
  expect(findTweet(1)).toMatchObject({ is_liked: true, is_reposted: true, likes_count: 9 })
})

test('a quoted tweet is shown as it is now, until it is deleted', () => {
  const quote = tweet(2, { retweet_of_id: 1, quoted: { state: 'shown', tweet: tweet(1, { content: 'before' }) } })
  upsertTweets([quote, tweet(1, { content: 'after' })])
  expect(quotedBy(findTweet(2)!)).toMatchObject({ state: 'shown', tweet: { content: 'after' } })
  markGone(1)
  expect(quotedBy(findTweet(2)!)).toEqual({ state: 'deleted', tweet: null })
})

test('the state of a quote that is not shown is the server\'s, and a repost quotes nothing', () => {
  upsertTweets([tweet(1)])
  expect(quotedBy(tweet(2, { retweet_of_id: 1, quoted: { state: 'detached', tweet: null } }))).toEqual({ state: 'detached', tweet: null })
  expect(quotedBy(tweet(3, { retweet_of_id: 1, kind: 'repost' }))).toBeNull()
})

test('an older server sends only the id of the quoted tweet', () => {
  const quote = tweet(2, { retweet_of_id: 1 })
  expect(quotedBy(quote)).toBeNull()
  upsertTweets([tweet(1)])
  expect(quotedBy(quote)).toMatchObject({ state: 'shown', tweet: { id: 1 } })
})
