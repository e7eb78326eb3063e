import { requestAnonymously, json } from '../api/http'
import { Problem } from '../api/problem'
import type { Token } from '../api/types'
import { hasStorage } from '../browser/storage'
import { device } from '../store/device'
import { exclusively } from './exclusive'

/** A token and when to stop using it, in the milliseconds of this machine's clock. */
export type Access = { token: string; until: number }

/**
 * Asks that the refresh token be kept in a cookie which no script can read. On the calls that use the cookie the header
 * also proves that the page is ours: another site's page cannot send it.
 */
export const COOKIE_HEADERS: HeadersInit = hasStorage ? { 'Linnet-Session': 'cookie' } : {}

/** The refresh token where the browser keeps no cookie: the session then ends with the page. */
let ownToken: string | null = null

const LOCK = 'linnet-renewal'
const PENDING = 'linnet.renewal'
const RESPONSE_TIMEOUT_MS = 3000
// Requests that are sent just before the end must still arrive before it.
const MARGIN_MS = 60_000

export function accessOf(token: Token, now: number): Access {
  ownToken = token.refresh_token ?? null
  return {
    token: token.access_token,
    until: now + Math.max(token.expires_in * 1000 - MARGIN_MS, (token.expires_in * 1000) / 2),
  }
}

/**
 * Trades the refresh token in the cookie for the next one and an access token. Each is good once: for half a minute a second
 * use gets the same answer, then it ends the session. So tabs take turns where they can; `alreadyRenewed` is asked when it is this tab's.
 */
export function renew(alreadyRenewed: () => Access | null): Promise<Access> {
  return exclusively(LOCK, async () => {
    const shared = alreadyRenewed()
    if (shared !== null) return shared
    if (await waitForPendingRenewal()) {
      // Where tabs do not see each other's locks it may have been another tab's: then its token is ours too.
      const renewed = alreadyRenewed()
      if (renewed !== null) return renewed
    }
    device.write(PENDING, String(Date.now()))
    const answer = requestAnonymously('POST', '/auth/refresh', ownToken === null ? undefined : { refresh_token: ownToken }, {
      headers: COOKIE_HEADERS,
      // The new cookie must reach the browser even if this page is reloaded now.
      keepalive: true,
    })
    try {
      return accessOf(await json<Token>(answer), Date.now())
    } finally {
      // A page that is being reloaded sees its request fail, although it goes on: only an answer is the end of it.
      await answer.then(finish, (error: unknown) => { if (error instanceof Problem && error.status > 0) finish() })
    }
  })
}

const finish = (): void => device.drop(PENDING)

/**
 * A page that is reloaded while it renews lets go of the lock, but its request goes on. Its answer is waited for: until
 * it is here, the browser still holds the token that was just spent. Gives whether there was one.
 */
async function waitForPendingRenewal(): Promise<boolean> {
  const age = Date.now() - Number(device.read(PENDING) ?? 0)
  if (age < 0 || age >= RESPONSE_TIMEOUT_MS) return false
  await new Promise((resolve) => setTimeout(resolve, RESPONSE_TIMEOUT_MS - age))
  return true
}
