import type { Notification } from '../api/types'

/** Notifications of the same kind about the same tweet, shown as one: "Ann and 13 others liked your tweet". */
export type Group = { key: number; head: Notification; ids: number[]; actors: Notification['actor'][]; isRead: boolean }

/** Groups only adjacent notifications, so that loading more does not move the ones shown. */
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

/** Equal for notifications that can be grouped. Replies and quotes are not grouped, because a group would hide their text. */
function subjectOf({ id, type, tweet }: Notification): string {
  if (type === 'follow' || type === 'follow_request' || type === 'follow_accepted' || type === 'scheduled_failed') return type
  if (type === 'like' || type === 'tweet_edited' || type === 'poll_ended') return `${type} ${tweet?.id}`
  return type === 'retweet' && tweet?.kind === 'repost' ? `repost ${tweet.retweet_of_id}` : `single ${id}`
}
