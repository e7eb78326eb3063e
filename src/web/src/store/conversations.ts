import { reactive } from 'vue'
import { acceptConversation, acceptedConversations, addConversationMembers, conversationRequests, getConversation, getUnreadMessages, leaveConversation, readConversation } from '../api/messages'
import { asProblem, type Problem } from '../api/problem'
import type { Conversation, Message } from '../api/types'
import { isMe } from '../session/session'

export type Kind = 'accepted' | 'requests'

type Listing = { ids: number[]; next: string | null; status: 'empty' | 'loading' | 'ready'; problem: Problem | null }

const newListing = (): Listing => ({ ids: [], next: null, status: 'empty', problem: null })
const sources = { accepted: acceptedConversations, requests: conversationRequests }

/** The conversations and the requests, latest activity first. */
export const listings = reactive({ accepted: newListing(), requests: newListing() })

/** The unread messages of the accepted conversations, and how many requests wait. */
export const unreadMessages = reactive({ count: 0, requests: 0 })

const known = reactive(new Map<number, Conversation>())

/** How many changes the socket has reported. */
let received = 0
let recount: ReturnType<typeof setTimeout> | undefined
const RECOUNT_MS = 300

export const findConversation = (id: number): Conversation | undefined => known.get(id)

const MOST_READS = 3

/** Repeats a request during which a change arrived, because the response may be older than the change. In a busy group the last of a few has to do. */
export async function readCurrent<T>(read: () => Promise<T>): Promise<T> {
  for (let reads = 1; ; reads++) {
    const before = received
    const response = await read()
    if (before === received || reads === MOST_READS) return response
  }
}

export async function countMessages(): Promise<void> {
  const { unread_count: count, requests_count: requests } = await readCurrent(getUnreadMessages)
  Object.assign(unreadMessages, { count, requests })
}

/** Counts once no more changes arrive. */
function countSoon(): void {
  clearTimeout(recount)
  recount = setTimeout(() => void countMessages().catch(() => undefined), RECOUNT_MS)
}

/** Reads the start of a list, which is shown as it was in the meantime. */
export async function openListing(kind: Kind): Promise<void> {
  await run(listings[kind], async (listing) => {
    const { items, next } = await readCurrent(() => sources[kind].first())
    Object.assign(listing, { ids: items.map(upsertConversation), next })
  })
}

export async function loadMoreConversations(kind: Kind): Promise<void> {
  const { next, status } = listings[kind]
  if (next === null || status === 'loading') return
  await run(listings[kind], async (listing) => {
    const page = await sources[kind].more(next)
    listing.ids = [...new Set([...listing.ids, ...page.items.map(upsertConversation)])]
    listing.next = page.next
  })
}

/** Reads a conversation that may not be in the loaded part of a list. */
export const fetchConversation = async (id: number): Promise<number> => upsertConversation(await readCurrent(() => getConversation(id)))

/** Reads the opened lists again. */
export async function catchUpConversations(): Promise<void> {
  const opened = (['accepted', 'requests'] as const).filter((kind) => listings[kind].status !== 'empty')
  await Promise.all([countMessages(), ...opened.map(openListing)])
}

export function upsertConversation(conversation: Conversation): number {
  known.set(conversation.id, conversation)
  return conversation.id
}

/** Applies a message of an accepted conversation, from the socket or the viewer's own. */
export async function noteMessage(message: Message): Promise<void> {
  received++
  const { id, conversation_id: conversationId, sender_id: senderId } = message
  const conversation = known.get(conversationId)
  // The first message of a new conversation, or of a new member.
  if (conversation === undefined || !conversation.members.some((member) => member.id === senderId)) await fetchConversation(conversationId)
  else if (id > (conversation.last_message?.id ?? 0)) {
    Object.assign(conversation, { last_message: message, updated_at: message.created_at, is_request: false })
    if (!isMe(senderId)) conversation.unread_count++
  } else if (!isMe(senderId) && id < conversation.last_message!.id && id > conversation.last_read_id) {
    // Overtaken by a later message.
    await fetchConversation(conversationId)
  }
  moveUp(conversationId)
  countSoon()
}

export async function noteDeletion(conversationId: number, messageId: number): Promise<void> {
  received++
  const conversation = known.get(conversationId)
  if (conversation !== undefined && (conversation.last_message?.id === messageId || messageId > conversation.last_read_id)) await fetchConversation(conversationId)
  countSoon()
}

/** The viewer has read up to a message, here or elsewhere. */
export function receiveConversationRead(id: number, lastReadId: number): void {
  received++
  const conversation = known.get(id)
  if (conversation !== undefined && lastReadId > conversation.last_read_id) {
    conversation.last_read_id = lastReadId
    if (lastReadId >= (conversation.last_message?.id ?? 0)) conversation.unread_count = 0
    else void fetchConversation(id).catch(() => undefined)
  }
  countSoon()
}

/** A group has other members, or the viewer left a conversation, here or on another device. */
export async function receiveMembersChange(id: number, isMember: boolean): Promise<void> {
  received++
  const isNew = !known.has(id)
  if (!isMember) forget(id)
  else await fetchConversation(id)
  if (isMember && isNew) moveUp(id)
  countSoon()
}

export async function markConversationRead(id: number, upToId: number): Promise<void> {
  await readConversation(id, upToId)
  receiveConversationRead(id, upToId)
}

/** Moves a request to the conversations. */
export async function accept(id: number): Promise<void> {
  upsertConversation(await acceptConversation(id))
  moveUp(id)
  await countMessages().catch(() => undefined)
}

/** Declines a request, leaves a group, or removes a conversation of two until the next message. */
export async function leave(id: number): Promise<void> {
  await leaveConversation(id)
  forget(id)
  await countMessages().catch(() => undefined)
}

/** Adds people to a group. */
export async function addMembers(id: number, usernames: string[]): Promise<void> {
  upsertConversation(await addConversationMembers(id, usernames))
}

export function clearConversations(): void {
  known.clear()
  clearTimeout(recount)
  Object.assign(listings, { accepted: newListing(), requests: newListing() })
  Object.assign(unreadMessages, { count: 0, requests: 0 })
}

/** Puts a conversation on top of the list that it belongs to. */
export function moveUp(id: number): void {
  removeFromListings(id)
  const listing = listings[known.get(id)?.is_request === true ? 'requests' : 'accepted']
  if (listing.status !== 'empty') listing.ids.unshift(id)
}

function forget(id: number): void {
  removeFromListings(id)
  known.delete(id)
}

function removeFromListings(id: number): void {
  for (const listing of Object.values(listings)) listing.ids = listing.ids.filter((other) => other !== id)
}

async function run(listing: Listing, work: (listing: Listing) => Promise<void>): Promise<void> {
  listing.status = 'loading'
  listing.problem = null
  try {
    await work(listing)
  } catch (error) {
    listing.problem = asProblem(error)
  } finally {
    listing.status = 'ready'
  }
}
