import type { Tweet } from '../api/types'
import { openChannel } from '../browser/storage'
import type { Theme } from './theme'

/** What one tab does and the others of this browser must show too. */
type TabEvents = {
  theme: Theme
  posted: Tweet
  edited: Tweet
  deleted: number
  liked: { id: number; is_liked: boolean; likes_count: number }
  followed: { id: number; on: boolean }
  /** The inbox was read up to an entry. */
  read: { upToId: number; unread: number }
  /** Entries were dismissed. */
  dismissed: { ids: number[]; unread: number }
}

type Envelope = { [K in keyof TabEvents]: { kind: K; data: TabEvents[K] } }[keyof TabEvents]

const listeners = new Map<string, (data: never) => void>()
const channel = openChannel('linnet-tabs')

if (channel !== null) channel.onmessage = ({ data }: MessageEvent<Envelope>) => listeners.get(data.kind)?.(data.data as never)

/** Tells the other tabs. What they are told must be a copy: something reactive cannot be sent. */
export function broadcast<K extends keyof TabEvents>(kind: K, data: TabEvents[K]): void {
  channel?.postMessage({ kind, data: JSON.parse(JSON.stringify(data)) as TabEvents[K] })
}

/** One listener for each kind, for the life of the page. It must not tell in turn. */
export function onTabEvent<K extends keyof TabEvents>(kind: K, listener: (data: TabEvents[K]) => void): void {
  listeners.set(kind, listener)
}
