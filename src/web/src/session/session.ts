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
 * The access token lives in this module's memory and nowhere else; the refresh token is in a cookie out of its reach.
 */
type State = {
  phase: 'starting' | 'waiting' | 'in' | 'out'
  me: Account | null
  /** The server's word for why it ended the session; null when the reader did, or none has ended. */
  ended: string | null
}

type Message = { kind: 'access'; access: Access } | { kind: 'out'; ended: string | null }

const state = reactive<State>({ phase: 'starting', me: null, ended: null })
const tabs = openChannel('linnet-session')
// Says only that there is a cookie worth trying, which a script cannot see for itself.
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

/** Continues the session of before, if there is one. */
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
  // A new password comes with a new refresh token, which belongs into the cookie.
  state.me = await updateMe(update, COOKIE_HEADERS)
}

export async function deleteAccount(currentPassword: string): Promise<void> {
  await deleteMe(currentPassword)
  clearSessionInAllTabs(null)
}

/** Brings one's own counts up to date. */
export async function reloadMe(): Promise<void> {
  state.me = await getMe()
}

/** For the socket, which cannot send a header; null when the session has ended. */
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

/** Another token than `spent`; null when the session has ended. Fails when that cannot be found out. */
async function renewAccess(spent: string | null): Promise<string | null> {
  try {
    share(await renew(() => (access !== null && access.token !== spent && access.until > Date.now() ? access : null)))
    return access?.token ?? null
  } catch (error) {
    // Only the server ends a session: whatever else went wrong, the cookie may still be good.
    if (!(error instanceof Problem) || error.status !== 401) throw error
    await checkDeactivated()
    if (state.phase !== 'out') clearSessionInAllTabs(error.code)
    return null
  }
}

/** A refresh cannot tell an account that was deactivated, whose sessions are gone; a request with the access token can. */
async function checkDeactivated(): Promise<void> {
  if (access === null) return
  // The answer that says so ends the session by itself, with the reason.
  await requestAnonymously('GET', '/users/me', undefined, { headers: { Authorization: `Bearer ${access.token}` } }).catch(() => undefined)
}

function share(renewed: Access): void {
  if (access?.token === renewed.token) return
  access = renewed
  tabs?.postMessage({ kind: 'access', access: renewed } satisfies Message)
}

/** @param ended why, when it was not the reader */
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

