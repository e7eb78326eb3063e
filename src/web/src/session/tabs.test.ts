import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Access } from './renewal'

const MINUTE = 60_000

/** The cookie that all tabs share. Each token is valid once; a second use gets the same response within the grace time. */
class Server {
  cookie = 0
  hasEnded = false
  private newest = 0
  private rotatedAt = -Infinity

  constructor(private readonly grace: number) {}

  async answer(latency: number): Promise<Response> {
    const presented = this.cookie
    await sleep(latency)
    const isRepeated = presented === this.newest - 1 && Date.now() - this.rotatedAt < this.grace
    if (presented === this.newest) [this.newest, this.rotatedAt] = [this.newest + 1, Date.now()]
    else if (!isRepeated) this.hasEnded = true
    if (this.hasEnded) return Response.json({ detail: '', code: 'session_ended' }, { status: 401 })
    const token = `${this.newest}`
    await sleep(latency)
    this.cookie = Number(token)
    return Response.json({ access_token: token, token_type: 'bearer', expires_in: 60 })
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

beforeEach(() => {
  vi.useFakeTimers()
  // No Web Locks, as over plain http.
  vi.stubGlobal('navigator', {})
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('four idle tabs over plain http renew one-minute tokens for an hour without a conflict', { timeout: 60_000 }, async () => {
  const server = await idle(new Server(0), { seesStorage: true, minutes: 60 })
  expect(server.hasEnded).toBe(false)
  expect(server.cookie).toBeGreaterThan(50)
})

test('tabs that renew at the same time keep the session through the grace time', { timeout: 60_000 }, async () => {
  expect((await idle(new Server(0), { seesStorage: false, minutes: 10 })).hasEnded).toBe(true)
  expect((await idle(new Server(30_000), { seesStorage: false, minutes: 10 })).hasEnded).toBe(false)
})

/** Four tabs that need a token every second. */
async function idle(server: Server, { seesStorage, minutes }: { seesStorage: boolean; minutes: number }): Promise<Server> {
  const stored = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => (seesStorage ? stored.get(key) ?? null : null),
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  })
  const tabs: { access: Access | null }[] = []
  const timers: ReturnType<typeof setInterval>[] = []
  let latency = 0
  vi.stubGlobal('fetch', () => server.answer((latency = (latency + 170) % 900)))

  for (let number = 0; number < 4; number++) {
    // Each tab loads its own client.
    vi.resetModules()
    const { renew } = await import('./renewal')
    const tab = { access: null as Access | null }
    tabs.push(tab)
    const work = async (): Promise<void> => {
      const { access } = tab
      if (access !== null && access.until > Date.now()) return
      try {
        const renewed = await renew(() => (tab.access !== access && tab.access !== null && tab.access.until > Date.now() ? tab.access : null))
        for (const other of tabs) setTimeout(() => { other.access = renewed }, other === tab ? 0 : 5)
      } catch {
        // The server recorded the rejection.
      }
    }
    timers.push(setInterval(() => void work(), 1000))
  }

  await vi.advanceTimersByTimeAsync(minutes * MINUTE)
  timers.forEach(clearInterval)
  return server
}
