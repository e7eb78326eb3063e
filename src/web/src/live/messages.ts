import type { Tweet, User } from '../api/types'

export const NOTIFICATION_KINDS = ['like', 'follow', 'reply', 'retweet'] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** `tweet` is the one that was liked, or the reply or retweet itself; nothing for a follow. */
type Told = { notification_id: number; actor: User; tweet?: Tweet; original_tweet_id?: number | null }

export type News = { type: `new_${NotificationKind}`; timestamp: string; data: Told }

/** What the socket sends and this client uses: docs of the socket at `/asyncapi.json`. */
export type Message =
  | { type: 'connection_established'; data: { user_id: number } }
  | { type: 'new_tweet'; data: { tweet: Tweet } }
  | News
  /** Entries left the inbox: those named, or all that speak of a tweet. */
  | { type: 'notifications_removed'; data: { notification_ids: number[]; tweet_id: number | null; unread_count: number } }
  | { type: 'notifications_read'; data: { up_to_id: number; unread_count: number } }
  | { type: 'tweet_updated'; data: { tweet: Tweet } }
  | { type: 'tweet_deleted'; data: { tweet_id: number } }
  | { type: 'resync' }
  | { type: 'pong' }

/** Reads a message; null for one that this client has no use for. */
export function readMessage(text: string): Message | null {
  const message = JSON.parse(text) as Message
  return known.has(message.type) ? message : null
}

const known = new Set<string>([
  'connection_established', 'new_tweet', 'notifications_removed', 'notifications_read', 'tweet_updated', 'tweet_deleted', 'resync', 'pong',
  ...NOTIFICATION_KINDS.map((kind) => `new_${kind}`),
])
