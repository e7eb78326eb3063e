import { reactive } from 'vue'
import { asProblem, type Problem } from '../api/problem'
import { deleteNotification, getUnreadCount, markRead, notifications } from '../api/notifications'
import { CATCH_UP } from '../api/linnet'
import type { Notification, Tweet } from '../api/types'
import { LiveList } from './live-list'
import { onTabEvent, broadcast } from './tabs'
import { upsertTweets, upsertSharedTweet } from './tweets'

type Inbox = {
  list: LiveList
  unread: number
  status: 'empty' | 'loading' | 'ready' | 'failed'
  problem: Problem | null
}

export const inbox = reactive<Inbox>({ list: new LiveList(), unread: 0, status: 'empty', problem: null })

const known = reactive(new Map<number, Notification>())
let newest: number | null = null
// The number of notifications from the socket. A count requested before the last one is outdated.
let receivedCount = 0
let isShown = false
let countedAt = -Infinity
let recount: ReturnType<typeof setTimeout> | undefined
// How late the socket may deliver a notification that a count already includes.
const OVERLAP_MS = 5000
const RECOUNT_MS = 300

export const findNotification = (id: number): Notification | undefined => known.get(id)

/** The newest notification received. The socket continues after it. */
export const newestNotification = (): number | null => newest

export async function loadUnread(): Promise<void> {
  await count()
  countedAt = Date.now()
}

async function count(): Promise<void> {
  for (let counted = -1; counted !== receivedCount;) {
    counted = receivedCount
    inbox.unread = await getUnreadCount()
  }
}

/** A notification soon after a count may be included in it. Then recounts, once no more arrive. */
function addUnread(): void {
  inbox.unread++
  if (Date.now() - countedAt > OVERLAP_MS) return
  clearTimeout(recount)
  recount = setTimeout(() => void count().catch(() => undefined), RECOUNT_MS)
}

export async function openInbox(): Promise<void> {
  isShown = true
  if (inbox.status === 'ready') inbox.list.reveal()
  else await run(async () => {
    const page = await notifications.first()
    inbox.list.replace(upsertNotifications(page.items), page.next)
  })
}

/** After a change of what the viewer wants to see: counts again, and reloads the list now if it is shown, or else when it is opened next. */
export async function refreshInbox(): Promise<void> {
  if (inbox.status === 'ready') inbox.status = 'empty'
  await (isShown ? Promise.all([openInbox(), loadUnread()]) : loadUnread())
}

export async function loadMoreNotifications(): Promise<void> {
  const { next } = inbox.list
  if (next === null || inbox.status === 'loading') return
  await run(async () => {
    const page = await notifications.more(next)
    inbox.list.append(upsertNotifications(page.items), page.next)
  })
}

/** Loads missed notifications, if too many were missed for the server to resend them. */
export async function catchUpInbox(): Promise<void> {
  await loadUnread()
  if (inbox.status !== 'ready') return
  const page = await notifications.since(inbox.list.mark)
  inbox.list.catchUp(upsertNotifications(page.items), page.items.length < CATCH_UP, page.next)
}

/** Removes notifications that were deleted while the connection was down; the server does not resend deletions. */
export async function checkInbox(): Promise<void> {
  await loadUnread()
  if (inbox.status !== 'ready') return
  const { items } = await notifications.first()
  const there = new Set(items.map((item) => item.id))
  const oldest = items.at(-1)?.id ?? 0
  removeNotifications([...inbox.list.ids, ...inbox.list.waiting].filter((id) => id >= oldest && id <= (items[0]?.id ?? Infinity) && !there.has(id)))
}

/** Removes the given notifications, or all about a deleted tweet. */
export function receiveRemoval(ids: number[], tweetId: number | null, unread: number): void {
  removeNotifications(tweetId === null ? ids : [...known.values()].filter((it) => it.tweet?.id === tweetId).map((it) => it.id))
  inbox.unread = unread
}

/** Applies a read mark from elsewhere. While the inbox is shown, new notifications stay marked. */
export function receiveRead(upToId: number, unread: number): void {
  inbox.unread = unread
  if (!isShown) for (const it of known.values()) if (it.id <= upToId) it.is_read = true
}

onTabEvent('read', ({ upToId, unread }) => receiveRead(upToId, unread))
onTabEvent('dismissed', ({ ids, unread }) => receiveRemoval(ids, null, unread))

function removeNotifications(ids: number[]): void {
  for (const id of ids) {
    inbox.list.remove(id)
    known.delete(id)
  }
}

/** Adds a notification from the socket. Ignores duplicates. */
export function receiveNotification(notification: Notification): void {
  if (known.has(notification.id)) return
  receivedCount++
  upsertNotifications([notification], upsertSharedTweet)
  addUnread()
  if (inbox.status === 'ready') inbox.list.announce(notification.id)
}

/** Marks the shown notifications as read on the server. They stay marked as new while the screen is open. */
export async function markSeen(): Promise<void> {
  const top = inbox.list.ids[0]
  if (top === undefined || inbox.unread === 0) return
  await markRead(top)
  await loadUnread()
  broadcast('read', { upToId: top, unread: inbox.unread })
}

export function clearNewMarks(): void {
  isShown = false
  for (const id of inbox.list.ids) known.get(id)!.is_read = true
}

export async function dismissNotifications(ids: number[]): Promise<void> {
  for (const id of ids) inbox.list.remove(id)
  try {
    await Promise.all(ids.map(dismiss))
  } catch (error) {
    for (const id of ids) inbox.list.add(id)
    throw error
  }
  for (const id of ids) known.delete(id)
  await loadUnread().catch(() => undefined)
  broadcast('dismissed', { ids, unread: inbox.unread })
}

/** Deletes a notification. Ignores 404. */
async function dismiss(id: number): Promise<void> {
  try {
    await deleteNotification(id)
  } catch (error) {
    if (asProblem(error).status !== 404) throw error
  }
}

export function clearInbox(): void {
  known.clear()
  newest = null
  clearTimeout(recount)
  Object.assign(inbox, { list: new LiveList(), unread: 0, status: 'empty', problem: null })
}

function upsertNotifications(items: Notification[], upsertTweet: (tweet: Tweet) => unknown = (tweet) => upsertTweets([tweet])): number[] {
  for (const item of items) {
    known.set(item.id, item)
    if (item.tweet !== null) upsertTweet(item.tweet)
    newest = Math.max(newest ?? 0, item.id)
  }
  return items.map((item) => item.id)
}

async function run(work: () => Promise<void>): Promise<void> {
  inbox.status = 'loading'
  inbox.problem = null
  try {
    await work()
    inbox.status = 'ready'
  } catch (error) {
    inbox.status = 'failed'
    inbox.problem = asProblem(error)
  }
}
