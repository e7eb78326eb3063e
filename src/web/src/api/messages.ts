import { json, request } from './http'
import { source, type Source } from './linnet'
import { readPage, type Page } from './pages'
import type { Conversation, FoundMessages, Message, UnreadMessages } from './types'

const conversations = (path: string): Promise<Page<Conversation>> => readPage<Conversation, Conversation[]>(path, (items) => items)
const messages = (path: string): Promise<Page<Message>> => readPage<Message, Message[]>(path, (items) => items)

export const acceptedConversations: Source<Conversation> = source(conversations, '/conversations/')
export const conversationRequests: Source<Conversation> = source(conversations, '/conversations/requests')
export const messagesOf = (id: number): Source<Message> => source(messages, `/conversations/${id}/messages`)

export const getConversation = (id: number): Promise<Conversation> => json(request('GET', `/conversations/${id}`))
export const getUnreadMessages = (): Promise<UnreadMessages> => json(request('GET', '/conversations/unread_count'))

/** @param before the `next` of the part before */
export const searchMessages = (words: string, before: number | null): Promise<FoundMessages> =>
  json(request('GET', `/conversations/search?q=${encodeURIComponent(words)}${before === null ? '' : `&before=${before}`}`))

/**
 * Sends a message to one user, or to several in a new group.
 * @param key the idempotency key: a retry with the same key does not send the message again
 */
export const beginConversation = (usernames: string[], content: string, key: string): Promise<Conversation> =>
  json(request('POST', '/conversations/', { usernames, content }, { 'Idempotency-Key': key }))

/** @param key as for `beginConversation` */
export const postMessage = (id: number, content: string, key: string): Promise<Message> =>
  json(request('POST', `/conversations/${id}/messages`, { content }, { 'Idempotency-Key': key }))
export const deleteMessage = async ({ id, conversation_id: conversation }: Message): Promise<void> =>
  void (await request('DELETE', `/conversations/${conversation}/messages/${id}`))

export const acceptConversation = (id: number): Promise<Conversation> => json(request('POST', `/conversations/${id}/accept`))
export const addConversationMembers = (id: number, usernames: string[]): Promise<Conversation> =>
  json(request('POST', `/conversations/${id}/members`, { usernames }))
/** Declines a request, leaves a group, or removes a conversation of two until the next message. */
export const leaveConversation = async (id: number): Promise<void> => void (await request('DELETE', `/conversations/${id}`))
export const readConversation = async (id: number, upToId: number): Promise<void> =>
  void (await request('POST', `/conversations/${id}/read`, { up_to_id: upToId }))
