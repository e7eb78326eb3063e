import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renew, type Access } from './renewal'

// Must run before the import, because `browser/storage.ts` probes storage once.
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

test('of two concurrent renewals, the second uses the result of the first', async () => {
  let access: Access | null = null
  const fetch = vi.fn(async () => answer('first'))
  vi.stubGlobal('fetch', fetch)
  const once = (): Promise<Access> => renew(() => access).then((renewed) => (access = renewed))
  const [a, b] = await Promise.all([once(), once()])
  expect([a.token, b.token]).toEqual(['first', 'first'])
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('a header requests the cookie and the request outlives its page', async () => {
  const fetch = vi.fn(async (_path: string, _init: RequestInit) => answer('x'))
  vi.stubGlobal('fetch', fetch)
  await renew(() => null)
  const [path, init] = fetch.mock.calls[0]!
  expect([path, new Headers(init.headers).get('Linnet-Session'), init.keepalive]).toEqual(['/auth/refresh', 'cookie', true])
})

test('a renewal without a response delays the next one, a renewal with a response does not', async () => {
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

test('a renewal interrupted by a reload delays the next one', async () => {
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

test('a tab that waited for another tab uses its token and does not send the cookie again', async () => {
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
