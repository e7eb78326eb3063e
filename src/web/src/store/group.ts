import type { Notification } from '../api/notifications'

/** Notifications that say the same of the same tweet, drawn as one: "Ann, Ben and 12 others liked your tweet". */
export type Group = { key: number; head: Notification; ids: number[]; actors: Notification['actor'][]; isRead: boolean }

// A reply has words of its own, which would not be seen in a group.
const grouped = new Set<Notification['type']>(['like', 'retweet', 'follow'])

/** Neighbours only: a group never reaches over what happened in between, so paging further down moves nothing. */
export function group(notifications: Notification[]): Group[] {
  const groups: Group[] = []
  for (const it of notifications) {
    const last = groups.at(-1)
    if (last !== undefined && belongs(it, last)) {
      last.ids.push(it.id)
      if (!last.actors.some((actor) => actor.id === it.actor.id)) last.actors.push(it.actor)
    } else {
      groups.push({ key: it.id, head: it, ids: [it.id], actors: [it.actor], isRead: it.is_read })
    }
  }
  return groups
}

const belongs = (it: Notification, { head, isRead }: Group): boolean =>
  grouped.has(it.type) && it.type === head.type && it.tweet?.id === head.tweet?.id && it.is_read === isRead
