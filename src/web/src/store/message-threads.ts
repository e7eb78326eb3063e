import { reactive } from 'vue'
import { deleteMessage, messagesOf, postMessage } from '../api/messages'
import { asProblem, type Problem } from '../api/problem'
import type { Message } from '../api/types'
import { catchUpConversations, fetchConversation, markConversationRead, noteDeletion, noteMessage, readCurrent } from './conversations'
import { finishSending, restoreDraft, startSending } from './drafts'

/** A message that the server has not confirmed. With a problem it failed, and waits for a retry. */
export type Outgoing = { key: string; content: string; problem: Problem | null }

export type Thread = {
  /** Oldest first. */
  messages: Message[]
  outgoing: Outgoing[]
  /** The path of the next older page; null at the beginning of the conversation. */
  next: string | null
  status: 'empty' | 'loading' | 'ready'
  problem: Problem | null
}

const threads = reactive(new Map<number, Thread>())

/** The conversation on the screen. */
let shown: number | null = null

/** Sends one message after the other, so that they arrive in the order in which they were written. */
let queue: Promise<void> = Promise.resolve()

export const draftSlot = (id: number): string => `message:${id}`

/** The messages of a conversation, as far as they are loaded. */
export function threadOf(id: number): Thread {
  if (!threads.has(id)) threads.set(id, { messages: [], outgoing: [], next: null, status: 'empty', problem: null })
  return threads.get(id)!
}

/** Reads the newest messages and the conversation. What was loaded stays in view until then. */
export async function openThread(id: number): Promise<void> {
  shown = id
  await run(threadOf(id), async (thread) => {
    const [page] = await Promise.all([readCurrent(() => messagesOf(id).first()), fetchConversation(id)])
    thread.messages = page.items.reverse()
    thread.next = page.next
  })
}

export async function loadOlderMessages(id: number): Promise<void> {
  const { next, status } = threadOf(id)
  if (next === null || status === 'loading') return
  await run(threadOf(id), async (thread) => {
    const page = await messagesOf(id).more(next)
    // The thread was read from its end again in the meantime.
    if (thread.next !== next) return
    thread.messages = [...page.items.reverse(), ...thread.messages]
    thread.next = page.next
  })
}

export function closeThread(): void {
  shown = null
}

/** Reads what the socket did not deliver: the counts, the opened lists and the shown conversation. */
export async function catchUpMessages(): Promise<void> {
  await Promise.all([catchUpConversations(), shown === null ? undefined : openThread(shown)])
}

export function receiveMessage(message: Message): void {
  add(message)
  void noteMessage(message).catch(() => undefined)
}

export function receiveMessageDeletion(conversationId: number, messageId: number): void {
  const thread = threads.get(conversationId)
  if (thread !== undefined) thread.messages = thread.messages.filter(({ id }) => id !== messageId)
  void noteDeletion(conversationId, messageId).catch(() => undefined)
}

/** Shows the message at once. After a failure it stays, with the reason. */
export async function sendMessage(id: number, content: string): Promise<void> {
  const { key } = startSending(draftSlot(id), content)
  const { outgoing } = threadOf(id)
  const failed = outgoing.find((it) => it.key === key)
  if (failed === undefined) outgoing.push({ key, content, problem: null })
  else failed.problem = null
  await enqueue(id, key)
}

export async function retrySending(id: number, outgoing: Outgoing): Promise<void> {
  outgoing.problem = null
  await enqueue(id, outgoing.key)
}

/** Returns a message that failed to the text field. */
export function editUnsent(id: number, { key, content, problem }: Outgoing): void {
  removeOutgoing(id, key)
  restoreDraft(draftSlot(id), { key, content, more: [], options: {} }, problem?.isOutage === true)
}

export async function removeMessage(message: Message): Promise<void> {
  try {
    await deleteMessage(message)
  } catch (error) {
    // Deleted on another device.
    if (asProblem(error).status !== 404) throw error
  }
  receiveMessageDeletion(message.conversation_id, message.id)
}

/** Marks what is loaded as read. */
export async function markThreadRead(id: number): Promise<void> {
  const newest = threadOf(id).messages.at(-1)
  if (newest !== undefined) await markConversationRead(id, newest.id)
}

export const forgetThread = (id: number): void => void threads.delete(id)

export const clearMessageThreads = (): void => threads.clear()

function enqueue(id: number, key: string): Promise<void> {
  queue = queue.then(() => deliver(id, key))
  return queue
}

async function deliver(id: number, key: string): Promise<void> {
  // Gone when the account has changed.
  const outgoing = threads.get(id)?.outgoing.find((it) => it.key === key)
  if (outgoing === undefined) return
  try {
    const message = await postMessage(id, outgoing.content, key)
    finishSending(draftSlot(id), { key, content: outgoing.content, more: [], options: {} })
    removeOutgoing(id, key)
    receiveMessage(message)
  } catch (error) {
    outgoing.problem = asProblem(error)
  }
}

function removeOutgoing(id: number, key: string): void {
  const thread = threadOf(id)
  thread.outgoing = thread.outgoing.filter((it) => it.key !== key)
}

/** Adds a message to an opened conversation. Ignores duplicates. */
function add(message: Message): void {
  const thread = threads.get(message.conversation_id)
  if (thread === undefined || thread.messages.some(({ id }) => id === message.id)) return
  thread.messages = [...thread.messages, message].sort((a, b) => a.id - b.id)
}

async function run(thread: Thread, work: (thread: Thread) => Promise<void>): Promise<void> {
  thread.status = 'loading'
  thread.problem = null
  try {
    await work(thread)
  } catch (error) {
    thread.problem = asProblem(error)
  } finally {
    thread.status = 'ready'
  }
}
