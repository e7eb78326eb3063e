import { requestAnonymously, json } from '../api/http'
import { Problem } from '../api/problem'
import type { Token } from '../api/types'
import { hasStorage } from '../browser/storage'
import { device } from '../store/device'
import { exclusively } from './exclusive'

/** An access token. `until` is when to stop using it, in ms of the local clock. */
export type Access = { token: string; until: number }

/**
 * Requests an HttpOnly cookie for the refresh token. On requests that use the cookie, the header also protects against CSRF:
 * pages of other sites cannot send it.
 */
export const COOKIE_HEADERS: HeadersInit = hasStorage ? { 'Linnet-Session': 'cookie' } : {}

/** The refresh token if the browser blocks cookies; the session then ends with the page. */
let ownToken: string | null = null

const LOCK = 'linnet-renewal'
const PENDING = 'linnet.renewal'
const RESPONSE_TIMEOUT_MS = 3000
// Requests sent just before the expiry must still arrive in time.
const MARGIN_MS = 60_000

export function accessOf(token: Token, now: number): Access {
  ownToken = token.refresh_token ?? null
  return {
    token: token.access_token,
    until: now + Math.max(token.expires_in * 1000 - MARGIN_MS, (token.expires_in * 1000) / 2),
  }
}

/**
 * Exchanges the refresh token for a new one and an access token. Each refresh token is valid once: a second use within 30
 * seconds gets the same response, a later one ends the session. So tabs renew one after the other where they can.
 * @param alreadyRenewed called when it is this tab's turn; returns a token that another tab got
 */
export function renew(alreadyRenewed: () => Access | null): Promise<Access> {
  return exclusively(LOCK, async () => {
    const shared = alreadyRenewed()
    if (shared !== null) return shared
    if (await waitForPendingRenewal()) {
      // Without shared locks, another tab may have renewed in the meantime; use its token.
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
      // During a reload the request fails here but continues, so only a response marks it as finished.
      await answer.then(finish, (error: unknown) => { if (error instanceof Problem && error.status > 0) finish() })
    }
  })
}

const finish = (): void => device.drop(PENDING)

/**
 * A page that is reloaded during a renewal releases the lock, but its request continues. Waits for that response, because
 * until then the cookie contains the used token. Returns whether there was such a renewal.
 */
async function waitForPendingRenewal(): Promise<boolean> {
  const age = Date.now() - Number(device.read(PENDING) ?? 0)
  if (age < 0 || age >= RESPONSE_TIMEOUT_MS) return false
  await new Promise((resolve) => setTimeout(resolve, RESPONSE_TIMEOUT_MS - age))
  return true
}
