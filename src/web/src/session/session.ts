import { reactive, readonly } from 'vue'
import { json, requestAnonymously, useTokens } from '../api/http'
import { deleteMe, endSession, getMe, getSocketTicket, listSessions, updateMe } from '../api/linnet'
import { Problem } from '../api/problem'
import type { Account, AccountUpdate, Registration, Token } from '../api/types'
import { hasStorage, openChannel } from '../browser/storage'
import { device } from '../store/device'
import { accessOf, COOKIE_HEADERS, renew, type Access } from './renewal'

/**
 * `waiting`: there was a session, but the server cannot be reached to continue it.
 * The access token is stored only in this module's memory; the refresh token is in an HttpOnly cookie.
 */
type State = {
  phase: 'starting' | 'waiting' | 'in' | 'out'
  me: Account | null
  /** The server's error code for the end of the session; null if the user logged out or no session has ended. */
  ended: string | null
}

type Message = { kind: 'access'; access: Access } | { kind: 'out'; ended: string | null }

const state = reactive<State>({ phase: 'starting', me: null, ended: null })
const tabs = openChannel('linnet-session')
// Records that there probably is a cookie, which scripts cannot see.
const HINT = 'linnet.logged-in'

let access: Access | null = null

export const session = readonly(state) as Readonly<State>

useTokens({
  current: async () => (access !== null && access.until <= Date.now() ? await renewAccess(access.token) : access?.token ?? null),
  replace: renewAccess,
  sessionEnded: clearSessionInAllTabs,
})

tabs?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.kind === 'out') clearSession(data.ended)
  else {
    access = data.access
    if (state.phase === 'out') void start()
  }
})

/** Restores the previous session, if there is one. */
export async function start(): Promise<void> {
  if (device.read(HINT) === null) return clearSession(null)
  try {
    if (access === null && (await renewAccess(null)) === null) return
    await enter()
  } catch {
    if (state.phase !== 'out') state.phase = 'waiting'
  }
}

export async function register(registration: Registration): Promise<void> {
  await requestAnonymously('POST', '/auth/register', registration)
  await logIn(registration.username, registration.password)
}

export async function logIn(username: string, password: string): Promise<void> {
  const token = await json<Token>(
    requestAnonymously('POST', '/auth/login/json', { username, password }, { headers: COOKIE_HEADERS }))
  device.write(HINT, 'yes')
  share(accessOf(token, Date.now()))
  await enter()
}

export async function logOut(): Promise<void> {
  const proof: HeadersInit = hasStorage ? COOKIE_HEADERS : { Authorization: `Bearer ${access?.token}` }
  await requestAnonymously('POST', '/auth/logout', undefined, { headers: proof, keepalive: true })
  clearSessionInAllTabs(null)
}

/** Ends every session of the account, this one last. */
export async function logOutEverywhere(): Promise<void> {
  await logOutElsewhere()
  await logOut()
}

export async function logOutElsewhere(): Promise<void> {
  const others = (await listSessions()).filter((other) => !other.is_current)
  await Promise.all(others.map((other) => endSession(other.id)))
}

export async function changeAccount(update: AccountUpdate): Promise<void> {
  // A new password comes with a new refresh token, which the header moves into the cookie.
  state.me = await updateMe(update, COOKIE_HEADERS)
}

/** Shows a change of the account that another request made. */
export function receiveAccount(account: Account): void {
  state.me = account
}

export async function deleteAccount(currentPassword: string): Promise<void> {
  await deleteMe(currentPassword)
  clearSessionInAllTabs(null)
}

/** Refreshes the account, mainly its counts. */
export async function reloadMe(): Promise<void> {
  state.me = await getMe()
}

/** A ticket for the socket, which cannot send a header; null if the session has ended. */
export async function socketTicket(): Promise<string | null> {
  try {
    return await getSocketTicket()
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

async function enter(): Promise<void> {
  state.me = await getMe()
  state.phase = 'in'
  state.ended = null
}

/** Returns a token other than `spent`, or null if the session has ended. Throws if the server cannot be reached. */
async function renewAccess(spent: string | null): Promise<string | null> {
  try {
    share(await renew(() => (access !== null && access.token !== spent && access.until > Date.now() ? access : null)))
    return access?.token ?? null
  } catch (error) {
    // Only a 401 ends the session; after other errors the cookie may still be valid.
    if (!(error instanceof Problem) || error.status !== 401) throw error
    await checkDeactivated()
    if (state.phase !== 'out') clearSessionInAllTabs(error.code)
    return null
  }
}

/** A refresh cannot detect a deactivated account, because its sessions were deleted. A request with the access token can. */
async function checkDeactivated(): Promise<void> {
  if (access === null) return
  // The response `inactive_user` ends the session with that reason.
  await requestAnonymously('GET', '/users/me', undefined, { headers: { Authorization: `Bearer ${access.token}` } }).catch(() => undefined)
}

function share(renewed: Access): void {
  if (access?.token === renewed.token) return
  access = renewed
  tabs?.postMessage({ kind: 'access', access: renewed } satisfies Message)
}

/** @param ended the server's error code; null if the user logged out */
function clearSessionInAllTabs(ended: string | null): void {
  clearSession(ended)
  tabs?.postMessage({ kind: 'out', ended } satisfies Message)
}

function clearSession(ended: string | null): void {
  state.ended = ended
  device.drop(HINT)
  access = null
  state.me = null
  state.phase = 'out'
}

export const isMe = (userId: number): boolean => state.me?.id === userId

