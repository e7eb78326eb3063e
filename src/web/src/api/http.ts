import { readProblem, unreachable } from './problem'

/** Provides the access token for requests. The session sets it once. */
export type TokenSource = {
  /** A valid token, or null without a session. */
  current(): Promise<string | null>
  /** Called when the server rejected `token`. Returns a new one, or null if the session has ended. */
  replace(token: string): Promise<string | null>
  /** Called when the account was deactivated, which invalidates all its tokens. */
  sessionEnded(code: string): void
}

const INACTIVE = 'inactive_user'

let tokens: TokenSource = { current: async () => null, replace: async () => null, sessionEnded: () => undefined }

export function useTokens(source: TokenSource): void {
  tokens = source
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Sends a request with the access token. Renews an expired token and retries once. */
export async function request(method: Method, path: string, body?: unknown, headers?: HeadersInit): Promise<Response> {
  const options = headers === undefined ? {} : { headers }
  return withToken((token) => send(method, path, body, token, options))
}

/** Calls `attempt` with the access token. Renews an expired token and calls it once more. */
export async function withToken(attempt: (token: string | null) => Promise<Response>): Promise<Response> {
  const token = await tokens.current()
  let response = await attempt(token)
  if (response.status === 401 && token !== null) {
    const renewed = await tokens.replace(token)
    if (renewed !== null) response = await attempt(renewed)
  }
  return ensureSuccess(response)
}

/** Sends a request without a token, as for logging in. */
export async function requestAnonymously(
  method: Method, path: string, body?: unknown, options: RequestInit = {},
): Promise<Response> {
  return ensureSuccess(await send(method, path, body, null, options))
}

export const json = async <T>(response: Promise<Response>): Promise<T> => readJson<T>(await response)

/** Reads the body of a successful response. A truncated body means that the connection broke. */
export async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T
  } catch {
    throw unreachable()
  }
}

async function send(method: Method, path: string, body: unknown, token: string | null, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers)
  headers.set('Accept', 'application/json')
  if (token !== null) headers.set('Authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  try {
    return await fetch(path, { ...options, method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  } catch {
    throw unreachable()
  }
}

async function ensureSuccess(response: Response): Promise<Response> {
  if (response.ok) return response
  const problem = await readProblem(response)
  if (problem.code === INACTIVE) tokens.sessionEnded(problem.code)
  throw problem
}

