import { json, request } from './http'
import { CATCH_UP, type Source } from './linnet'
import { readPage, type Page } from './pages'
import type { Notification, ReadMark, UnreadNotifications } from './types'

const PAGE = 30
const read = (path: string): Promise<Page<Notification>> => readPage<Notification, Notification[]>(path, (items) => items)

export const notifications: Source<Notification> = {
  first: () => read(`/notifications?limit=${PAGE}`),
  more: read,
  since: (id) => read(`/notifications?limit=${CATCH_UP}&since_id=${id}`),
}

export const getUnreadCount = async (): Promise<number> =>
  (await json<UnreadNotifications>(request('GET', '/notifications/unread_count'))).unread_count

export const markRead = async (upToId: number): Promise<void> =>
  void (await request('POST', '/notifications/read', { up_to_id: upToId } satisfies ReadMark))

export const deleteNotification = async (id: number): Promise<void> => void (await request('DELETE', `/notifications/${id}`))
