import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const ME = { id: 1, username: 'ada' }

let isOver = false
let tokenResponse: [status: number, code: string]

/** A server that ends the session: it rejects all tokens from then on. */
const answer = (path: string, { headers }: RequestInit): Response => {
  if (path === '/auth/login/json') return Response.json({ access_token: 'good', token_type: 'bearer', expires_in: 60 })
  if (!isOver) return Response.json(ME)
  if (path === '/auth/refresh') return Response.json({ detail: '', code: 'session_ended' }, { status: 401 })
  // The request for a socket ticket finds no session. The profile is then requested with the old token.
  const [status, code] = path === '/users/me' && new Headers(headers).has('Authorization') ? tokenResponse : [401, 'session_ended']
  return Response.json({ detail: '', code }, { status })
}

beforeEach(() => {
  vi.resetModules()
  isOver = false
  const stored = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  })
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => answer(path, init))
})

afterEach(() => vi.unstubAllGlobals())

const logInAndLoseTheSession = async (): Promise<string | null> => {
  const { logIn, session, socketTicket } = await import('./session')
  await logIn('ada', 'secret123')
  expect(session.phase).toBe('in')
  isOver = true
  expect(await socketTicket()).toBeNull()
  expect(session.phase).toBe('out')
  return session.ended
}

test('a deactivated account is the reason shown, although the refresh only reports an ended session', async () => {
  tokenResponse = [400, 'inactive_user']
  expect(await logInAndLoseTheSession()).toBe('inactive_user')
})

test('a session ended on another device is the reason shown', async () => {
  tokenResponse = [401, 'session_ended']
  expect(await logInAndLoseTheSession()).toBe('session_ended')
})
