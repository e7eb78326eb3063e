import { afterEach, expect, test, vi } from 'vitest'
import { fetchTweet, clearTweets, isGone } from './tweets'

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
