import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const ME = { id: 1, username: 'ada' }

let isOver = false
let wordForTheToken: [status: number, code: string]

/** A server that ends the session of a reader who is logged in: tokens are good for nothing from then on. */
const answer = (path: string, { headers }: RequestInit): Response => {
  if (path === '/auth/login/json') return Response.json({ access_token: 'good', token_type: 'bearer', expires_in: 60 })
  if (!isOver) return Response.json(ME)
  if (path === '/auth/refresh') return Response.json({ detail: '', code: 'session_ended' }, { status: 401 })
  // The ticket for a socket finds no session; the profile is asked for with the old token.
  const [status, code] = path === '/users/me' && new Headers(headers).has('Authorization') ? wordForTheToken : [401, 'session_ended']
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

test('a deactivated account is the reason shown, although a refresh says only that the session is over', async () => {
  wordForTheToken = [400, 'inactive_user']
  expect(await logInAndLoseTheSession()).toBe('inactive_user')
})

test('a session ended elsewhere is the reason shown', async () => {
  wordForTheToken = [401, 'session_ended']
  expect(await logInAndLoseTheSession()).toBe('session_ended')
})
