import type { Poll, Relationship, Tweet } from '../api/types'
import { openChannel } from '../browser/storage'
import type { Theme } from './theme'

/** Actions in one tab that the other tabs of this browser must show too. */
type TabEvents = {
  theme: Theme
  /** A tweet, or the tweets of a thread. */
  posted: Tweet[]
  edited: Tweet
  deleted: number
  /** The viewer's repost, or the original after an undo. */
  reposted: Tweet
  liked: { id: number; is_liked: boolean; likes_count: number }
  bookmarked: { id: number; isBookmarked: boolean }
  threadMuted: { thread: number; isMuted: boolean }
  voted: Poll
  /** How the viewer and a user stand to each other now. */
  relation: Relationship
  /** The inbox was read up to a notification. */
  read: { upToId: number; unread: number }
  /** Notifications were dismissed. */
  dismissed: { ids: number[]; unread: number }
}

type Envelope = { [K in keyof TabEvents]: { kind: K; data: TabEvents[K] } }[keyof TabEvents]

const listeners = new Map<string, (data: never) => void>()
const channel = openChannel('linnet-tabs')

if (channel !== null) channel.onmessage = ({ data }: MessageEvent<Envelope>) => listeners.get(data.kind)?.(data.data as never)

/** Notifies the other tabs. Sends a copy, because reactive objects cannot be cloned. */
export function broadcast<K extends keyof TabEvents>(kind: K, data: TabEvents[K]): void {
  channel?.postMessage({ kind, data: JSON.parse(JSON.stringify(data)) as TabEvents[K] })
}

/** Sets the listener for a kind, one for each. A listener must not call `broadcast`. */
export function onTabEvent<K extends keyof TabEvents>(kind: K, listener: (data: TabEvents[K]) => void): void {
  listeners.set(kind, listener)
}
