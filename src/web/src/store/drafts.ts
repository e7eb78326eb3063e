import { reactive } from 'vue'
import { session } from '../session/session'
import type { TweetOptions } from '../api/types'
import { replaceId, uploaded } from '../pictures/order'
import { hasOptions, isSameOptions, joinOptions } from '../text/options'
import { isSameParts, isWritten, joinWritten, textsOf, withPictures, type Part, type Written } from '../text/parts'
import type { Composition } from './compose'
import { device } from './device'

/** A text that was sent and has no response yet. A retry with the same key does not post it twice. */
export type Pending = { content: string; more: Part[]; options: TweetOptions; key: string }

/** `version` is that of the draft on the server which it changes. */
type Draft = Written & { options: TweetOptions; pending: Pending[]; version?: number }

const EMPTY: Draft = { text: '', more: [], options: {}, pending: [] }

const MAX_DRAFTS = 20

const drafts = reactive(new Map<string, Draft>())

/** The storage slot of a composition. Each reply, quote, edit, scheduled tweet and draft of the server has its own. */
export const slotOf = (it: Composition): string =>
  it.draft !== undefined ? `draft:${it.draft}`
  : it.kind === 'new' ? 'new'
  : `${it.kind}:${it.kind === 'scheduled' ? it.scheduled.id : it.tweet.id}`

let owner = 0

/** Keeps the last account's id, so that text restored after the end of the session is stored for that account. */
function prefix(): string {
  owner = session.me?.id ?? owner
  return `linnet.draft.${owner}.`
}

/** The content of the field: the saved draft, or else `initial`. */
export const draftText = (slot: string, initial = ''): string => open(slot)?.text ?? initial

/** The tweets of a thread after the first. */
export const draftMore = (slot: string): Part[] => open(slot)?.more ?? []

/** The visibility, warning and other options of the draft. */
export const draftOptions = (slot: string): TweetOptions => open(slot)?.options ?? {}

/** The version of the draft on the server that the slot changes. */
export const draftVersion = (slot: string): number | undefined => open(slot)?.version

/** Puts a draft of the server into its slot. What is there already stays, unless it is replaced (`isReplaced`). */
export function keepSavedDraft(slot: string, { text, more, options }: Written & { options: TweetOptions }, version: number, isReplaced = false): void {
  const draft = open(slot)
  if (draft !== undefined && !isReplaced) return
  drafts.set(slot, { text, more, options, pending: draft?.pending ?? [], version })
  save(slot)
}

export function hasDraft(slot: string): boolean {
  const draft = open(slot) ?? EMPTY
  return isWritten(draft, draft.options)
}

/** Saves the text. A text equal to `initial` without options is not a draft. */
export const updateDraft = (slot: string, text: string, initial = ''): void => update(slot, { text }, initial)

export const updateDraftOptions = (slot: string, options: TweetOptions, initial = ''): void => update(slot, { options }, initial)

export const updateDraftMore = (slot: string, more: Part[], initial = ''): void => update(slot, { more }, initial)

function update(slot: string, change: Partial<Draft>, initial: string): void {
  const draft = { ...(open(slot) ?? { ...EMPTY, text: initial }), ...change }
  if (draft.text === initial && isBare(draft)) return discardDraft(slot)
  drafts.set(slot, draft)
  save(slot)
}

/** Clears the fields and records the text as pending, so that it survives a reload until the response. */
export function startSending(slot: string, content: string, options: TweetOptions = {}, more: Part[] = []): Pending {
  const draft = open(slot) ?? EMPTY
  const sent = draft.pending.find((it) => it.content === content && isSameOptions(it.options, options) && isSameParts(it.more, more))
    ?? { content, more, options, key: newKey() }
  drafts.set(slot, { ...draft, ...EMPTY, pending: [...draft.pending.filter((it) => it !== sent), sent] })
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
  const draft = open(slot) ?? EMPTY
  drafts.set(slot, {
    ...draft,
    options: joinOptions(sent.options, draft.options),
    ...joinWritten(writtenOf(sent), draft),
    pending: mayHaveArrived ? draft.pending : draft.pending.filter((it) => it.key !== sent.key),
  })
  save(slot)
}

/**
 * Replaces the id of a picture in all drafts, when it was uploaded or removed (null).
 * @returns whether a draft has it
 */
export function replacePicture(id: number, next: number | null): boolean {
  let isFound = false
  for (const [slot, draft] of drafts) {
    const ids = draft.options.media_ids ?? []
    const changed = replaceId(ids, id, next)
    const more = draft.more.map((part) => withPictures(part, replaceId(part.media_ids ?? [], id, next)))
    if (changed === ids && isSameParts(more, draft.more)) continue
    isFound = true
    drafts.set(slot, { ...draft, more, options: changed === ids ? draft.options : { ...draft.options, media_ids: changed } })
    save(slot)
  }
  return isFound
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

const writtenOf = ({ content, more }: Pending): Written => ({ text: content, more })

/** Whether there is nothing but a first text. */
const isBare = ({ more, pending, options }: Draft): boolean => more.length === 0 && pending.length === 0 && !hasOptions(options)

function open(slot: string): Draft | undefined {
  return drafts.get(slot) ?? load(slot)
}

function load(slot: string): Draft | undefined {
  const kept = device.read(prefix() + slot)
  if (kept === null) return undefined
  try {
    const { text, ...rest } = JSON.parse(kept) as Draft
    // Earlier versions stored no options and no threads.
    const pending = rest.pending.map((it) => ({ ...it, options: it.options ?? {}, more: it.more ?? [] }))
    const saved = onlyUploaded(rest.options ?? {})
    const written = { text, more: (rest.more ?? []).map((part) => withPictures(part, uploaded(part.media_ids ?? []))) }
    // Restores what was pending when the page was closed.
    const unsent = pending.filter(({ content }) => !textsOf(written).some((it) => it.includes(content))).map(writtenOf)
    const draft = {
      ...[...unsent, written].reduce(joinWritten),
      options: hasOptions(saved) ? saved : pending.map(({ options }) => options).reduce(joinOptions, {}),
      pending,
    }
    drafts.set(slot, draft)
    return draft
  } catch {
    return undefined
  }
}

/** Without pictures whose upload the end of the page cut off. */
function onlyUploaded({ media_ids: ids, ...options }: TweetOptions): TweetOptions {
  if (ids == null) return options
  const kept = uploaded(ids)
  return kept.length === 0 && ids.length > 0 ? options : { ...options, media_ids: kept }
}

function save(slot: string): void {
  const draft = drafts.get(slot)!
  if (draft.text === '' && isBare(draft)) return discardDraft(slot)
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
