import type { Tweet } from '../api/types'
import { openChannel } from '../browser/storage'
import type { Theme } from './theme'

/** What one tab does and the others of this browser must show too. */
type TabNews = {
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

type Envelope = { [K in keyof TabNews]: { kind: K; data: TabNews[K] } }[keyof TabNews]

const listeners = new Map<string, (data: never) => void>()
const channel = openChannel('linnet-tabs')

if (channel !== null) channel.onmessage = ({ data }: MessageEvent<Envelope>) => listeners.get(data.kind)?.(data.data as never)

/** Tells the other tabs. What they are told must be a copy: something reactive cannot be sent. */
export function tellTabs<K extends keyof TabNews>(kind: K, data: TabNews[K]): void {
  channel?.postMessage({ kind, data: JSON.parse(JSON.stringify(data)) as TabNews[K] })
}

/** One listener for each kind, for the life of the page. It must not tell in turn. */
export function hearTabs<K extends keyof TabNews>(kind: K, listener: (data: TabNews[K]) => void): void {
  listeners.set(kind, listener)
}
