import { reactive, readonly, watch } from 'vue'
import type { Tweet } from '../api/types'
import { freshToken, reloadMe, session } from '../session/session'
import { catchUp, findFeed } from '../store/feeds'
import { catchUpInbox, loadUnread, newestNotification, receiveNotification } from '../store/inbox'
import { absorb, absorbFromEvent, fetchTweet, findTweet } from '../store/tweets'
import { Connection } from './connection'
import { NOTIFICATION_KINDS, type Message, type NotificationKind } from './messages'

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

function receive(message: Message): void {
  switch (message.type) {
    case 'connection_established':
    case 'pong':
      return
    case 'resync':
      return void catchUpInbox()
    case 'new_tweet':
      return void receiveTweet(message.data.tweet_id, message.data.tweet)
    default: {
      const { notification_id: id, actor, tweet } = message.data
      if (tweet != null) absorbFromEvent(tweet)
      if (kindOf(message.type) === 'follow') void reloadMe()
      if (id !== undefined && actor !== undefined) {
        receiveNotification({
          id, type: kindOf(message.type), created_at: message.timestamp, is_read: false, actor, tweet: tweet ?? null,
        })
      }
    }
  }
}

const kindOf = (type: `new_${NotificationKind}`): NotificationKind =>
  NOTIFICATION_KINDS.find((kind) => type === `new_${kind}`)!

async function receiveTweet(id: number, tweet: Tweet | undefined): Promise<void> {
  if (tweet !== undefined) absorb([findTweet(id) ?? tweet])
  else if ((await fetchTweet(id)) === null) return
  findFeed('home')?.list.announce(id)
}
