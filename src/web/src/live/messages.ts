import { NOTIFICATION_KINDS, type Message as DirectMessage, type NotificationKind, type Tweet, type User } from '../api/types'

/** `tweet` is the liked tweet, or the reply or retweet itself; absent for follows and requests. */
type NotificationData = { notification_id: number; actor: User; tweet?: Tweet; original_tweet_id?: number | null }

export type NotificationMessage = { type: `new_${NotificationKind}`; timestamp: string; data: NotificationData }

/** The socket messages that this client handles. `/asyncapi.json` documents them all. */
export type Message =
  | { type: 'connection_established'; data: { user_id: number } }
  | { type: 'new_tweet'; data: { tweet: Tweet } }
  | NotificationMessage
  /** Removed from the inbox: the listed notifications, or all notifications about a tweet. */
  | { type: 'notifications_removed'; data: { notification_ids: number[]; tweet_id: number | null; unread_count: number } }
  | { type: 'notifications_read'; data: { up_to_id: number; unread_count: number } }
  | { type: 'tweet_updated'; data: { tweet: Tweet } }
  | { type: 'tweet_deleted'; data: { tweet_id: number } }
  | { type: 'new_message'; data: { message: DirectMessage } }
  | { type: 'message_deleted'; data: { conversation_id: number; message_id: number } }
  /** The viewer read a conversation, here or on another device. */
  | { type: 'conversation_read'; data: { conversation_id: number; last_read_id: number } }
  /** A group has other members, or the viewer left a conversation on another device. */
  | { type: 'members_changed'; data: { conversation_id: number; is_member: boolean } }
  | { type: 'resync' }
  | { type: 'pong' }

/** Parses a message. Returns null for types that this client does not handle. */
export function readMessage(text: string): Message | null {
  const message = JSON.parse(text) as Message
  return known.has(message.type) ? message : null
}

const known = new Set<string>([
  'connection_established', 'new_tweet', 'notifications_removed', 'notifications_read', 'tweet_updated', 'tweet_deleted',
  'new_message', 'message_deleted', 'conversation_read', 'members_changed', 'resync', 'pong',
  ...NOTIFICATION_KINDS.map((kind) => `new_${kind}`),
])
