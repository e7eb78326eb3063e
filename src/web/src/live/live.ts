import { reactive, readonly, watch } from 'vue'
import type { Tweet } from '../api/types'
import { freshToken, reloadMe, session } from '../session/session'
import { catchUp, findFeed } from '../store/feeds'
import { catchUpInbox, loadUnread, newestNotification, receiveNotification } from '../store/inbox'
import { absorbCommon, fetchTweet, findTweet } from '../store/tweets'
import { Connection } from './connection'
import { NOTIFICATION_KINDS, type Message, type News, type NotificationKind } from './messages'

const state = reactive({ isOpen: false, wasOpen: false, since: null as Date | null })

/** Whether news arrive by themselves, and since when not. */
export const live = readonly(state)

let connection: Connection | null = null

/** Keeps a socket open while somebody is logged in. */
export function keepLive(): void {
  watch(() => session.me?.id, (id) => {
    connection?.close()
    connection = id === undefined ? null : new Connection({ token: freshToken, since: newestNotification, receive, change })
    Object.assign(state, { isOpen: false, wasOpen: false, since: null })
  }, { immediate: true })
}

export const tryNow = (): void => connection?.hurry()

function change(isOpen: boolean): void {
  if (state.isOpen && !isOpen) state.since = new Date()
  if (isOpen && state.wasOpen) void resume()
  state.isOpen = isOpen
  state.wasOpen ||= isOpen
}

/**
 * After a time away. The server repeats the notifications that came after the last one we have; tweets are asked for,
 * and only now that the socket is open: what is posted meanwhile is told as well, and the list takes it once.
 */
async function resume(): Promise<void> {
  const home = findFeed('home')
  await Promise.allSettled([home && catchUp(home), newestNotification() === null && loadUnread(), reloadMe()])
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
    default:
      return receiveNews(kindOf(message.type), message)
  }
}

function receiveTweet(tweet: Tweet): void {
  absorbCommon(tweet)
  findFeed('home')?.list.announce(tweet.id)
  tellThread(tweet)
}

function receiveNews(kind: NotificationKind, { timestamp, data }: News): void {
  const { notification_id: id, actor, tweet } = data
  receiveNotification({ id, type: kind, created_at: timestamp, is_read: false, actor, tweet: tweet ?? null })
  if (tweet !== undefined) tellThread(tweet)
  if (kind === 'follow') void reloadMe().catch(() => undefined)
}

/** A tweet that is shown somewhere was answered or retweeted: its counts and its replies have changed. */
function tellThread({ id, reply_to_id: replyTo, retweet_of_id: retweetOf }: Tweet): void {
  if (replyTo !== null) findFeed(`replies:${replyTo}`)?.list.announce(id)
  for (const referred of [replyTo, retweetOf])
    if (referred !== null && findTweet(referred) !== undefined) void fetchTweet(referred, true).catch(() => undefined)
}

const kindOf = (type: `new_${NotificationKind}`): NotificationKind =>
  NOTIFICATION_KINDS.find((kind) => type === `new_${kind}`)!
