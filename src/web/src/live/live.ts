import { reactive, readonly, watch } from 'vue'
import { NOTIFICATION_KINDS, type NotificationKind, type Tweet } from '../api/types'
import { reloadMe, session, socketTicket } from '../session/session'
import { receiveEdit, receiveDeletion } from '../store/tweet-actions'
import { catchUp, findFeed } from '../store/feeds'
import { receiveConversationRead, receiveMembersChange } from '../store/conversations'
import { catchUpRequests, loadRequests, receiveAcceptance } from '../store/follow-requests'
import { catchUpInbox, checkInbox, loadUnread, newestNotification, receiveNotification, receiveRead, receiveRemoval } from '../store/inbox'
import { catchUpMessages, receiveMessage, receiveMessageDeletion } from '../store/message-threads'
import { upsertSharedTweet, fetchTweet, findTweet } from '../store/tweets'
import { reconnected } from './reconnected'
import { SharedConnection } from './shared'
import type { Message, NotificationMessage } from './messages'

const state = reactive({ isOpen: false, wasOpen: false, isReplaced: false, since: null as Date | null })

/** The state of the live connection. `since` is when it was lost. */
export const live = readonly(state)

let connection: SharedConnection | null = null

/** Keeps a socket open during a session. */
export function startLive(): void {
  watch(() => session.me?.id, (id) => {
    connection?.close()
    connection = id === undefined
      ? null
      : new SharedConnection(id, { ticket: socketTicket, since: newestNotification, receive, change, refused })
    Object.assign(state, { isOpen: false, wasOpen: false, isReplaced: false, since: null })
  }, { immediate: true })
  addEventListener('online', () => reconnected.value++)
}

export const tryNow = (): void => connection?.connectNow()

function change(isOpen: boolean, isReplaced: boolean, isChange: boolean): void {
  if (state.isOpen && !isOpen) state.since = new Date()
  if (isOpen && isChange) {
    void (state.wasOpen ? resume() : begin())
    reconnected.value++
  }
  state.isOpen = isOpen
  state.isReplaced = isReplaced
  state.wasOpen ||= isOpen
}

/** Checks the session with a request; if it has ended, the response says why. */
const refused = (): void => void reloadMe().catch(() => undefined)

/** Loads what arrived between the first load of the lists and the opening of the socket. */
async function begin(): Promise<void> {
  const home = findFeed('home')
  await Promise.allSettled([home && catchUp(home), loadUnread(), catchUpMessages(), catchUpRequests()])
}

/**
 * Runs after a reconnection. The server resends the notifications after the last one received, but not tweets and messages. Requests them
 * only after the socket is open, so that none are missed; the list ignores duplicates.
 */
async function resume(): Promise<void> {
  const home = findFeed('home')
  await Promise.allSettled([home && catchUp(home), checkInbox(), catchUpMessages(), catchUpRequests(), reloadMe()])
}

/** Reloads if too many messages were missed for the server to resend them. */
async function resync(): Promise<void> {
  const home = findFeed('home')
  await Promise.allSettled([home && catchUp(home), catchUpInbox(), catchUpMessages(), catchUpRequests(), reloadMe()])
}

function receive(message: Message): void {
  switch (message.type) {
    case 'connection_established':
    case 'pong':
      return
    case 'resync':
      return void resync()
    case 'new_tweet':
      return receiveTweet(message.data.tweet)
    case 'tweet_updated':
      return receiveEdit(message.data.tweet)
    case 'tweet_deleted':
      return receiveDeletion(message.data.tweet_id)
    case 'notifications_read':
      return receiveRead(message.data.up_to_id, message.data.unread_count)
    case 'notifications_removed':
      return receiveRemoval(message.data.notification_ids, message.data.tweet_id, message.data.unread_count)
    case 'new_message':
      return receiveMessage(message.data.message)
    case 'message_deleted':
      return receiveMessageDeletion(message.data.conversation_id, message.data.message_id)
    case 'conversation_read':
      return receiveConversationRead(message.data.conversation_id, message.data.last_read_id)
    case 'members_changed':
      return void receiveMembersChange(message.data.conversation_id, message.data.is_member).catch(() => undefined)
    default:
      return receiveNotificationMessage(kindOf(message.type), message)
  }
}

function receiveTweet(tweet: Tweet): void {
  upsertSharedTweet(tweet)
  findFeed('home')?.list.announce(tweet.id)
  refreshThread(tweet)
}

function receiveNotificationMessage(kind: NotificationKind, { timestamp, data }: NotificationMessage): void {
  const { notification_id: id, actor, tweet } = data
  receiveNotification({ id, type: kind, created_at: timestamp, is_read: false, actor, tweet: tweet ?? null })
  if (tweet !== undefined) refreshThread(tweet)
  if (kind === 'follow_request') void loadRequests().catch(() => undefined)
  if (kind === 'follow_accepted') receiveAcceptance(actor.id)
  if (kind === 'follow' || kind === 'follow_accepted') void reloadMe().catch(() => undefined)
}

/** Refreshes the counts and replies of the tweets that this tweet replies to or retweets. */
function refreshThread({ id, reply_to_id: replyTo, retweet_of_id: retweetOf }: Tweet): void {
  if (replyTo !== null) findFeed(`replies:${replyTo}`)?.list.announce(id)
  for (const referred of [replyTo, retweetOf])
    if (referred !== null && findTweet(referred) !== undefined) void fetchTweet(referred, true).catch(() => undefined)
}

const kindOf = (type: `new_${NotificationKind}`): NotificationKind =>
  NOTIFICATION_KINDS.find((kind) => type === `new_${kind}`)!
