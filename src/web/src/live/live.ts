import { reactive, readonly, watch } from 'vue'
import { NOTIFICATION_KINDS, type NotificationKind, type Tweet } from '../api/types'
import { reloadMe, session, socketTicket } from '../session/session'
import { receiveEdit, receiveDeletion } from '../store/tweet-actions'
import { catchUp, findFeed } from '../store/feeds'
import { catchUpInbox, checkInbox, loadUnread, newestNotification, receiveNotification, receiveRead, receiveRemoval } from '../store/inbox'
import { upsertSharedTweet, fetchTweet, findTweet } from '../store/tweets'
import { reconnected } from './reconnected'
import { SharedConnection } from './shared'
import type { Message, NotificationMessage } from './messages'

const state = reactive({ isOpen: false, wasOpen: false, isReplaced: false, since: null as Date | null })

/** Whether news arrive by themselves, and since when not. */
export const live = readonly(state)

let connection: SharedConnection | null = null

/** Keeps a socket open while somebody is logged in. */
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

/** A request finds out whether there still is a session, and if not, says why. */
const refused = (): void => void reloadMe().catch(() => undefined)

/** What came between the first look at the lists and the moment from which on the socket tells. */
async function begin(): Promise<void> {
  const home = findFeed('home')
  await Promise.allSettled([home && catchUp(home), loadUnread()])
}

/**
 * After a time away. The server repeats the notifications that came after the last one we have; tweets are asked for,
 * and only now that the socket is open: what is posted meanwhile is told as well, and the list takes it once.
 */
async function resume(): Promise<void> {
  const home = findFeed('home')
  await Promise.allSettled([home && catchUp(home), checkInbox(), reloadMe()])
}

/** The server gave up telling us one by one. */
async function resync(): Promise<void> {
  const home = findFeed('home')
  await Promise.allSettled([home && catchUp(home), catchUpInbox(), reloadMe()])
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
  if (kind === 'follow') void reloadMe().catch(() => undefined)
}

/** A tweet that is shown somewhere was answered or retweeted: its counts and its replies have changed. */
function refreshThread({ id, reply_to_id: replyTo, retweet_of_id: retweetOf }: Tweet): void {
  if (replyTo !== null) findFeed(`replies:${replyTo}`)?.list.announce(id)
  for (const referred of [replyTo, retweetOf])
    if (referred !== null && findTweet(referred) !== undefined) void fetchTweet(referred, true).catch(() => undefined)
}

const kindOf = (type: `new_${NotificationKind}`): NotificationKind =>
  NOTIFICATION_KINDS.find((kind) => type === `new_${kind}`)!
