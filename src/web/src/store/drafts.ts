import { reactive } from 'vue'
import { session } from '../session/session'
import type { Composition } from './compose'
import { device } from './device'

/** Words that were sent and not answered yet. Sent again under their key, they are the same tweet. */
type Pending = { content: string; key: string }

type Draft = { text: string; pending: Pending[] }

const MAX_DRAFTS = 20

const drafts = reactive(new Map<string, Draft>())

/** Where the words of a composition are kept: each reply and quote has a place of its own. */
export const slotOf = (it: Composition): string => (it.kind === 'new' ? 'new' : `${it.kind}:${it.tweet.id}`)

let owner = 0

/** Words that come back once the session has ended are still their writer's. */
function prefix(): string {
  owner = session.me?.id ?? owner
  return `linnet.draft.${owner}.`
}

/** What stands in the field: written before, in another screen or before a reload, or else `initial`. */
export const draftText = (slot: string, initial = ''): string => open(slot)?.text ?? initial

export const hasDraft = (slot: string): boolean => (open(slot)?.text ?? '').trim() !== ''

/** Keeps what is being written. What says no more than `initial` is no draft. */
export function updateDraft(slot: string, text: string, initial = ''): void {
  const pending = open(slot)?.pending ?? []
  if (text === initial && pending.length === 0) return discardDraft(slot)
  drafts.set(slot, { text, pending })
  save(slot)
}

/** Takes the words out of the field while they are on their way. Until they are answered they outlive a reload. */
export function startSending(slot: string, content: string): Pending {
  const draft = open(slot) ?? { text: '', pending: [] }
  const sent = draft.pending.find((it) => it.content === content) ?? { content, key: newKey() }
  drafts.set(slot, { text: '', pending: [...draft.pending.filter((it) => it !== sent), sent] })
  save(slot)
  return sent
}

/** The words have arrived. */
export function finishSending(slot: string, sent: Pending): void {
  const draft = open(slot)
  if (draft === undefined) return
  drafts.set(slot, { ...draft, pending: draft.pending.filter((it) => it.key !== sent.key) })
  save(slot)
}

/** The words are back in the field. Whether they arrived all the same is open (`mayHaveArrived`), or they were refused. */
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

/** What the next person before this screen is not to find. The device keeps the drafts. */
export const clearDrafts = (): void => drafts.clear()

/** For who leaves on purpose, perhaps a machine that others use. */
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
    // What was on its way when the page went is in the field again.
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

/** As good as `crypto.randomUUID`, which is there over https only. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
