import { readProblem, unreachable } from './problem'

/** Who gives requests their token. Set once, by the session. */
export type TokenSource = {
  /** A token that is good now, or null when nobody is logged in. */
  current(): Promise<string | null>
  /** The server refused `token`: another one, or null when the session has ended. */
  replace(token: string): Promise<string | null>
  /** The account is switched off: no token of it is good any more. */
  sessionEnded(code: string): void
}

const INACTIVE = 'inactive_user'

let tokens: TokenSource = { current: async () => null, replace: async () => null, sessionEnded: () => undefined }

export function useTokens(source: TokenSource): void {
  tokens = source
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Sends a request as the person who is logged in. A token that ran out is renewed and the request sent again, once. */
export async function request(method: Method, path: string, body?: unknown, headers?: HeadersInit): Promise<Response> {
  const options = headers === undefined ? {} : { headers }
  const token = await tokens.current()
  let response = await send(method, path, body, token, options)
  if (response.status === 401 && token !== null) {
    const renewed = await tokens.replace(token)
    if (renewed !== null) response = await send(method, path, body, renewed, options)
  }
  return accept(response)
}

/** A request that brings no token: what one sends in order to get one. */
export async function requestAnonymously(
  method: Method, path: string, body?: unknown, options: RequestInit = {},
): Promise<Response> {
  return accept(await send(method, path, body, null, options))
}

export const json = async <T>(response: Promise<Response>): Promise<T> => readJson<T>(await response)

/** The body of a success. One that breaks off is a connection that broke, not a refusal. */
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

async function accept(response: Response): Promise<Response> {
  if (response.ok) return response
  const problem = await readProblem(response)
  if (problem.code === INACTIVE) tokens.sessionEnded(problem.code)
  throw problem
}

