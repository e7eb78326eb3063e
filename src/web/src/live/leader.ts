import { openChannel } from '../browser/storage'

type ElectionMessage = { kind: 'who' | 'me' | 'lead' | 'gone'; from: number }

const OBJECTION_MS = 600
const CHECK_MS = 5000

/**
 * Calls `lead` in one tab of this browser at a time, and in another one after that tab closes. Uses Web Locks where they
 * exist. Elsewhere (plain http) a tab asks the others whether one of them leads, and leads if none objects. Background tabs
 * also reply at once, because only their timers are throttled.
 * @returns a function that gives up the lead
 */
export function electLeader(name: string, lead: () => void): () => void {
  if ('locks' in navigator) return byLock(name, lead)
  const channel = openChannel(name)
  if (channel !== null) return byAsking(channel, lead)
  lead()
  return () => undefined
}

function byLock(name: string, lead: () => void): () => void {
  const leaving = new AbortController()
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => { release = resolve })
  navigator.locks.request(name, { signal: leaving.signal }, () => {
    if (leaving.signal.aborted) return
    lead()
    return held
  }).catch(() => {
    // Locks fail where storage is blocked, and tabs do not see each other.
    if (!leaving.signal.aborted) lead()
  })
  return () => {
    leaving.abort()
    release()
  }
}

function byAsking(channel: BroadcastChannel, lead: () => void): () => void {
  const me = Math.random()
  let isLeading = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const send = (kind: ElectionMessage['kind']): void => channel.postMessage({ kind, from: me } satisfies ElectionMessage)

  function claim(): void {
    send('who')
    timer = setTimeout(() => {
      isLeading = true
      lead()
    }, OBJECTION_MS)
  }

  channel.onmessage = ({ data: { kind, from } }: MessageEvent<ElectionMessage>) => {
    if (isLeading) return kind === 'who' ? send('lead') : undefined
    // If several tabs claim at once, the lowest number wins; ignore messages between the others.
    if (me < from && kind === 'who') return send('me')
    if (me < from && kind === 'me') return
    clearTimeout(timer)
    timer = setTimeout(claim, kind === 'gone' ? 0 : CHECK_MS)
  }

  function leave(): void {
    clearTimeout(timer)
    if (isLeading) send('gone')
    isLeading = false
    channel.close()
    removeEventListener('pagehide', leave)
  }

  addEventListener('pagehide', leave)
  claim()
  return leave
}
