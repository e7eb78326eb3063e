import { reactive } from 'vue'
import { session } from '../session/session'
import type { Composition } from './compose'
import { device } from './device'

/** A text that was sent and has no response yet. A retry with the same key does not post it twice. */
type Pending = { content: string; key: string }

type Draft = { text: string; pending: Pending[] }

const MAX_DRAFTS = 20

const drafts = reactive(new Map<string, Draft>())

/** The storage slot of a composition. Each reply, quote and edit has its own. */
export const slotOf = (it: Composition): string => (it.kind === 'new' ? 'new' : `${it.kind}:${it.tweet.id}`)

let owner = 0

/** Keeps the last account's id, so that text restored after the end of the session is stored for that account. */
function prefix(): string {
  owner = session.me?.id ?? owner
  return `linnet.draft.${owner}.`
}

/** The content of the field: the saved draft, or else `initial`. */
export const draftText = (slot: string, initial = ''): string => open(slot)?.text ?? initial

export const hasDraft = (slot: string): boolean => (open(slot)?.text ?? '').trim() !== ''

/** Saves the text. A text equal to `initial` is not a draft. */
export function updateDraft(slot: string, text: string, initial = ''): void {
  const pending = open(slot)?.pending ?? []
  if (text === initial && pending.length === 0) return discardDraft(slot)
  drafts.set(slot, { text, pending })
  save(slot)
}

/** Clears the field and records the text as pending, so that it survives a reload until the response. */
export function startSending(slot: string, content: string): Pending {
  const draft = open(slot) ?? { text: '', pending: [] }
  const sent = draft.pending.find((it) => it.content === content) ?? { content, key: newKey() }
  drafts.set(slot, { text: '', pending: [...draft.pending.filter((it) => it !== sent), sent] })
  save(slot)
  return sent
}

/** Removes the pending text after a success. */
export function finishSending(slot: string, sent: Pending): void {
  const draft = open(slot)
  if (draft === undefined) return
  drafts.set(slot, { ...draft, pending: draft.pending.filter((it) => it.key !== sent.key) })
  save(slot)
}

/** Restores the text after a failure. Keeps its key if the server may have received it (`mayHaveArrived`). */
export function restoreDraft(slot: string, sent: Pending, mayHaveArrived: boolean): void {
  const draft = open(slot) ?? { text: '', pending: [] }
  drafts.set(slot, {
    text: joined([sent.content, draft.text]),
    pending: mayHaveArrived ? draft.pending : draft.pending.filter((it) => it.key !== sent.key),
  })
  save(slot)
}

export function discardDraft(slot: string): void {
  drafts.delete(slot)
  device.drop(prefix() + slot)
}

/** Clears the memory when the account changes. The drafts stay in storage. */
export const clearDrafts = (): void => drafts.clear()

/** Deletes all drafts of the account from storage, for logging out on a shared device. */
export function deleteDrafts(): void {
  for (const key of device.keys().filter((it) => it.startsWith(prefix()))) device.drop(key)
  drafts.clear()
}

const joined = (texts: string[]): string => texts.filter((it) => it !== '').join('\n\n')

function open(slot: string): Draft | undefined {
  return drafts.get(slot) ?? load(slot)
}

function load(slot: string): Draft | undefined {
  const kept = device.read(prefix() + slot)
  if (kept === null) return undefined
  try {
    const { text, pending } = JSON.parse(kept) as Draft
    // Restores text that was pending when the page was closed.
    const draft = { text: joined([...pending.map((it) => it.content).filter((it) => !text.includes(it)), text]), pending }
    drafts.set(slot, draft)
    return draft
  } catch {
    return undefined
  }
}

function save(slot: string): void {
  const draft = drafts.get(slot)!
  if (draft.text === '' && draft.pending.length === 0) return discardDraft(slot)
  device.write(prefix() + slot, JSON.stringify({ ...draft, at: Date.now() }))
  const keys = device.keys().filter((it) => it.startsWith(prefix()))
  if (keys.length <= MAX_DRAFTS) return
  const ageOf = (key: string): number => (JSON.parse(device.read(key) ?? '{}') as { at?: number }).at ?? 0
  device.drop(keys.sort((a, b) => ageOf(a) - ageOf(b))[0]!)
}

/** Like `crypto.randomUUID`, which exists only over https. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
