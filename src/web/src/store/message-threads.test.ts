import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../api/problem'
import type { Conversation, Message } from '../api/types'

type Page = { items: Message[]; next: string | null }
const api = vi.hoisted(() => ({
  page: async (_path: string): Promise<Page> => ({ items: [], next: null }),
  conversation: async (_id: number): Promise<object> => ({}),
  post: async (_content: string, _key: string): Promise<object> => ({}),
  list: [] as object[],
  unread: { unread_count: 0, requests_count: 0 },
  read: [] as number[],
}))
vi.mock('../session/session', () => ({ session: { me: { id: 7 } }, isMe: (id: number) => id === 7 }))
vi.mock('../api/messages', () => {
  const list = { first: async () => ({ items: api.list, next: null }), more: async () => ({ items: [], next: null }) }
  return {
    acceptedConversations: list,
    conversationRequests: list,
    messagesOf: () => ({ first: () => api.page('first'), more: (next: string) => api.page(next) }),
    getConversation: (id: number) => api.conversation(id),
    getUnreadMessages: async () => api.unread,
    postMessage: (_id: number, content: string, key: string) => api.post(content, key),
    readConversation: async (_id: number, upTo: number) => { api.read.push(upTo) },
    acceptConversation: async (id: number) => ({ ...await api.conversation(id), is_request: false }),
    leaveConversation: async () => undefined,
  }
})

const { accept, clearConversations, countMessages, findConversation, leave, listings, openListing, receiveConversationRead, unreadMessages } = await import('./conversations')
const { catchUpMessages, clearMessageThreads, closeThread, editUnsent, loadOlderMessages, markThreadRead, openThread, receiveMessage, receiveMessageDeletion, retrySending, sendMessage, threadOf } =
  await import('./message-threads')
const { clearDrafts, draftText } = await import('./drafts')

const message = (id: number, sender = 2, rest: Partial<Message> = {}): Message =>
  ({ id, conversation_id: 1, sender_id: sender, content: `m${id}`, created_at: '2026-01-01T00:00:00Z', is_hidden: false, ...rest })
const conversation = (rest: Partial<Conversation> = {}): Conversation =>
  ({ id: 1, is_group: false, members: [{ id: 2 }, { id: 7 }], last_message: null, unread_count: 0, last_read_id: 0, is_request: false, created_at: '', updated_at: '', ...rest }) as Conversation
const ids = (): number[] => threadOf(1).messages.map(({ id }) => id)
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', undefined)
  clearConversations()
  clearMessageThreads()
  clearDrafts()
  closeThread()
  Object.assign(api, { page: async () => ({ items: [], next: null }), conversation: async (id: number) => conversation({ id }), list: [], unread: { unread_count: 0, requests_count: 0 }, read: [] })
})

test('a message moves its conversation up, and is added once to the opened thread', async () => {
  api.list = [conversation({ id: 5 }), conversation()]
  await openListing('accepted')
  await openThread(1)
  receiveMessage(message(10))
  receiveMessage(message(10))
  await settle()
  expect([listings.accepted.ids, ids(), findConversation(1)!.unread_count]).toEqual([[1, 5], [10], 1])
})

test('the first message of an unknown conversation loads it', async () => {
  await openListing('accepted')
  receiveMessage(message(10, 2, { conversation_id: 9 }))
  await settle()
  expect([listings.accepted.ids, findConversation(9)?.id]).toEqual([[9], 9])
})

test('own messages are not unread', async () => {
  await openThread(1)
  receiveMessage(message(10, 7))
  await settle()
  expect(findConversation(1)!.unread_count).toBe(0)
})

test('messages out of order are shown in order, and a deleted one leaves', async () => {
  await openThread(1)
  for (const id of [12, 10, 11]) receiveMessage(message(id))
  receiveMessageDeletion(1, 11)
  expect(ids()).toEqual([10, 12])
})

test('a message that one of the viewer overtook is unread', async () => {
  await openListing('accepted')
  await openThread(1)
  receiveMessage(message(11, 7))
  await settle()
  api.conversation = async (id) => conversation({ id, last_message: message(11, 7), unread_count: 1 })
  receiveMessage(message(10))
  await settle()
  expect(findConversation(1)!.unread_count).toBe(1)
})

test('a page that a live message overtook is read again', async () => {
  let asked = 0
  api.page = async () => {
    if (asked++ > 0) return { items: [message(11), message(10)], next: null }
    receiveMessage(message(11))
    return { items: [message(10)], next: null }
  }
  await openThread(1)
  expect([asked, ids()]).toEqual([2, [10, 11]])
})

test('older messages come before the others; a page asked for before the thread was read again is left out', async () => {
  api.page = async (path) => (path === 'first' ? { items: [message(30), message(29)], next: 'older' } : { items: [message(28)], next: null })
  await openThread(1)
  await loadOlderMessages(1)
  expect([ids(), threadOf(1).next]).toEqual([[28, 29, 30], null])

  await openThread(1)
  let release = (): void => {}
  const first = api.page
  api.page = (path) => (path === 'first' ? Promise.resolve({ items: [message(60)], next: 'newer' }) : new Promise((resolve) => { release = () => resolve({ items: [message(28)], next: null }) }))
  const late = loadOlderMessages(1)
  await openThread(1)
  release()
  await late
  expect([ids(), threadOf(1).next]).toEqual([[60], 'newer'])
  api.page = first
})

test('after a reconnection the shown thread has what was sent and lacks what was deleted in the meantime', async () => {
  api.page = async () => ({ items: [message(2), message(1)], next: null })
  await openThread(1)
  api.page = async () => ({ items: [message(3), message(1)], next: null })
  api.unread = { unread_count: 4, requests_count: 1 }
  await catchUpMessages()
  expect([ids(), unreadMessages]).toEqual([[1, 3], { count: 4, requests: 1 }])
})

test('a message that was not sent stays, and a retry has the same key', async () => {
  await openThread(1)
  const keys: string[] = []
  api.post = async (_content, key) => { keys.push(key); throw new Problem(0, 'unreachable', 'Down.') }
  await sendMessage(1, 'hi')
  const failed = threadOf(1).outgoing[0]!
  expect([failed.content, failed.problem?.message]).toEqual(['hi', 'Down.'])
  api.post = async (content, key) => { keys.push(key); return message(10, 7, { content }) }
  await retrySending(1, failed)
  expect([threadOf(1).outgoing, ids(), new Set(keys).size]).toEqual([[], [10], 1])
})

test('a message that was not sent can be edited, without losing what was written since', async () => {
  await openThread(1)
  api.post = async () => { throw new Problem(422, 'validation_error', 'Too long.') }
  await sendMessage(1, 'first')
  editUnsent(1, threadOf(1).outgoing[0]!)
  expect([threadOf(1).outgoing, draftText('message:1')]).toEqual([[], 'first'])
})

test('messages are sent one after the other', async () => {
  await openThread(1)
  const sent: string[] = []
  let release = (): void => {}
  api.post = (content) => { sent.push(content); return new Promise((resolve) => { release = () => resolve(message(10 + sent.length, 7, { content })) }) }
  const done = Promise.all([sendMessage(1, 'one'), sendMessage(1, 'two')])
  await settle()
  expect(sent).toEqual(['one'])
  release()
  await settle()
  expect(sent).toEqual(['one', 'two'])
  release()
  await done
})

test('reading marks up to the newest message, and never back', async () => {
  api.page = async () => ({ items: [message(11), message(10)], next: null })
  api.conversation = async () => conversation({ last_message: message(11), unread_count: 2 })
  await openThread(1)
  await markThreadRead(1)
  expect([api.read, findConversation(1)!.unread_count, findConversation(1)!.last_read_id]).toEqual([[11], 0, 11])
  receiveConversationRead(1, 10)
  expect(findConversation(1)!.last_read_id).toBe(11)
})

test('accepting moves a request to the conversations, and leaving removes it', async () => {
  api.list = [conversation({ is_request: true })]
  await openListing('requests')
  api.list = []
  await openListing('accepted')
  await accept(1)
  expect([listings.requests.ids, listings.accepted.ids]).toEqual([[], [1]])
  await leave(1)
  expect([listings.accepted.ids, findConversation(1)]).toEqual([[], undefined])
})

test('the counts come from the server', async () => {
  api.unread = { unread_count: 3, requests_count: 2 }
  await countMessages()
  expect(unreadMessages).toEqual({ count: 3, requests: 2 })
})
