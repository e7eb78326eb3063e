import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renew, type Access } from './renewal'

// Before the client is loaded, which asks once whether the browser keeps anything.
vi.hoisted(() => {
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('localStorage', { setItem: () => undefined, removeItem: () => undefined })
})

const answer = (token: string): Response =>
  Response.json({ access_token: token, token_type: 'bearer', expires_in: 1800 })

let stored: Map<string, string>

beforeEach(() => {
  vi.useFakeTimers()
  stored = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  })
  vi.stubGlobal('navigator', {})
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('two renewals at once spend one refresh token each in turn, and the second takes what the first got', async () => {
  let access: Access | null = null
  const fetch = vi.fn(async () => answer('first'))
  vi.stubGlobal('fetch', fetch)
  const once = (): Promise<Access> => renew(() => access).then((renewed) => (access = renewed))
  const [a, b] = await Promise.all([once(), once()])
  expect([a.token, b.token]).toEqual(['first', 'first'])
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('the cookie is asked for by a header and the request outlives its page', async () => {
  const fetch = vi.fn(async (_path: string, _init: RequestInit) => answer('x'))
  vi.stubGlobal('fetch', fetch)
  await renew(() => null)
  const [path, init] = fetch.mock.calls[0]!
  expect([path, new Headers(init.headers).get('Linnet-Session'), init.keepalive]).toEqual(['/auth/refresh', 'cookie', true])
})

test('a renewal without an answer may still arrive: the next one waits, and after an answer it does not', async () => {
  const fetch = vi.fn(async () => answer('x')).mockRejectedValueOnce(new TypeError('aborted'))
  vi.stubGlobal('fetch', fetch)
  await expect(renew(() => null)).rejects.toThrow()
  const second = renew(() => null)
  await vi.advanceTimersByTimeAsync(2900)
  expect(fetch).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(200)
  await second
  await renew(() => null)
  expect(fetch).toHaveBeenCalledTimes(3)
})

test('a renewal that a reload has cut off is waited for: its token is spent, the next is on its way', async () => {
  const fetch = vi.fn(async () => answer('x'))
  vi.stubGlobal('fetch', fetch)
  stored.set('linnet.renewal', String(Date.now() - 2000))
  const done = renew(() => null)
  await vi.advanceTimersByTimeAsync(900)
  expect(fetch).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  await done
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('a tab that waited for another one takes what that one got: the cookie is not spent twice', async () => {
  const fetch = vi.fn(async () => answer('x'))
  vi.stubGlobal('fetch', fetch)
  let access: Access | null = null
  localStorage.setItem('linnet.renewal', String(Date.now()))
  const waiting = renew(() => access)
  await vi.advanceTimersByTimeAsync(1000)
  access = { token: 'theirs', until: Date.now() + 30_000 }
  await vi.advanceTimersByTimeAsync(2500)
  expect((await waiting).token).toBe('theirs')
  expect(fetch).not.toHaveBeenCalled()
})
