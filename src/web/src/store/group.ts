import type { Notification } from '../api/types'
import { isPlainRetweet } from '../text/retweet'

/** Notifications that say the same of the same tweet, drawn as one: "Ann and 13 others liked your tweet". */
export type Group = { key: number; head: Notification; ids: number[]; actors: Notification['actor'][]; isRead: boolean }

/** Neighbours only: a group never reaches over what happened in between, so paging further down moves nothing. */
export function group(notifications: Notification[]): Group[] {
  const groups: Group[] = []
  for (const it of notifications) {
    const last = groups.at(-1)
    if (last !== undefined && last.isRead === it.is_read && subjectOf(last.head) === subjectOf(it)) {
      last.ids.push(it.id)
      if (!last.actors.some((actor) => actor.id === it.actor.id)) last.actors.push(it.actor)
    } else {
      groups.push({ key: it.id, head: it, ids: [it.id], actors: [it.actor], isRead: it.is_read })
    }
  }
  return groups
}

/** Equal for what may be told in one sentence. Replies and quotes have words of their own, which a group would hide. */
function subjectOf({ id, type, tweet }: Notification): string {
  if (type === 'follow') return 'follow'
  if (type === 'like') return `like ${tweet?.id}`
  return type === 'retweet' && tweet !== null && isPlainRetweet(tweet) ? `retweet ${tweet.retweet_of_id}` : `single ${id}`
}
