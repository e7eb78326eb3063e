import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../api/problem'
import type { Notification } from '../api/types'

const api = vi.hoisted(() => ({ items: [] as { id: number }[], unread: 0, dismiss: (_id: number): Promise<void> => Promise.resolve() }))
vi.mock('../session/session', () => ({ session: { me: { id: 7 } }, isMe: () => false }))
vi.mock('../api/notifications', () => ({
  notifications: { first: async () => ({ items: api.items, next: null }) },
  getUnreadCount: async () => api.unread,
  markRead: async () => undefined,
  deleteNotification: (id: number) => api.dismiss(id),
}))

const { checkInbox, dismissNotifications, findNotification, clearInbox, inbox, loadUnread, openInbox, receiveNotification, receiveRead, receiveRemoval, clearNewMarks, refreshInbox } =
  await import('./inbox')

const note = (id: number, tweetId: number | null = null): Notification =>
  ({ id, type: 'like', actor: { id: 1 }, tweet: tweetId === null ? null : { id: tweetId }, is_read: false, created_at: '' }) as unknown as Notification

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', undefined)
  clearInbox()
  Object.assign(api, { items: [], unread: 0, dismiss: async () => undefined })
})

test('a notification already included in the count is counted once', async () => {
  vi.useFakeTimers()
  api.unread = 1
  await loadUnread()
  receiveNotification(note(1))
  await vi.advanceTimersByTimeAsync(1000)
  expect(inbox.unread).toBe(1)
  await vi.advanceTimersByTimeAsync(10_000)
  receiveNotification(note(2))
  expect(inbox.unread).toBe(2)
  vi.useRealTimers()
})

test('removed notifications leave the list and the count, by id or by tweet', async () => {
  await openInbox()
  for (const [id, tweet] of [[1, 9], [2, 9], [3, 8]] as const) receiveNotification(note(id, tweet))
  receiveRemoval([3], null, 2)
  expect([inbox.unread, inbox.list.waiting]).toEqual([2, [2, 1]])
  receiveRemoval([], 9, 0)
  expect([inbox.unread, inbox.list.waiting]).toEqual([0, []])
})

test('dismissing ignores 404 and restores the notification after other errors', async () => {
  api.items = [note(1)]
  await openInbox()
  api.dismiss = async () => { throw new Problem(503, 'busy', '') }
  await expect(dismissNotifications([1])).rejects.toThrow()
  expect(inbox.list.ids).toEqual([1])
  api.dismiss = async () => { throw new Problem(404, 'notification_not_found', '') }
  await dismissNotifications([1])
  expect(inbox.list.ids).toEqual([])
})

test('notifications read elsewhere are read here, but stay marked while they are shown', async () => {
  api.items = [note(1)]
  await openInbox()
  receiveRead(1, 0)
  expect([inbox.unread, findNotification(1)!.is_read]).toEqual([0, false])
  clearNewMarks()
  receiveNotification(note(2))
  receiveRead(2, 0)
  expect([inbox.unread, findNotification(2)!.is_read]).toEqual([0, true])
})

test('after a block the shown list and the count are loaded again', async () => {
  api.items = [note(2), note(1)]
  await openInbox()
  Object.assign(api, { items: [note(2)], unread: 1 })
  await refreshInbox()
  expect([inbox.unread, inbox.list.ids]).toEqual([1, [2]])
})

test('notifications removed while the connection was down are removed after it is back', async () => {
  api.items = [note(3), note(2), note(1)]
  await openInbox()
  api.items = [note(3), note(1)]
  api.unread = 2
  await checkInbox()
  expect([inbox.unread, inbox.list.ids]).toEqual([2, [3, 1]])
})
