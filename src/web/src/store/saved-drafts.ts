import { ref } from 'vue'
import { createDraft, deleteDraft, getDraft, listDrafts, publishDraft, replaceDraft } from '../api/drafts'
import { postTweets } from '../api/linnet'
import { asProblem, Problem } from '../api/problem'
import type { NewTweet, SavedDraft, Tweet } from '../api/types'
import { isSameOptions } from '../text/options'
import { isSameParts } from '../text/parts'
import { bodyOf, partsOf, type DraftParts } from '../text/saved-draft'
import { compose, type Composition } from './compose'
import { discardDraft, draftMore, draftOptions, draftText, draftVersion, keepSavedDraft, slotOf, type Pending } from './drafts'
import { fetchTweet } from './tweets'

type InComposer = Pick<DraftParts, 'text' | 'more' | 'options'>

/** The drafts on the server, the one changed last first; null until they are loaded. */
export const savedDrafts = ref<SavedDraft[] | null>(null)

/** Those that were opened, as the server had them then. */
const opened = new Map<number, DraftParts & { version: number }>()

export async function loadDrafts(): Promise<void> {
  savedDrafts.value = (await listDrafts()).sort((a, b) => b.updated_at.localeCompare(a.updated_at))
}

/** Opens a draft in the composer. Changes that were not saved come back, with the version that they changed. */
export async function openDraft({ id, version, body }: SavedDraft): Promise<void> {
  const parts = partsOf(body)
  const about = parts.replyTo ?? parts.quotes
  const tweet = about === null ? null : await fetchTweet(about)
  opened.set(id, { ...parts, version, ...(tweet === null ? { replyTo: null, quotes: null } : {}) })
  const to: Composition = tweet === null ? { kind: 'new', draft: id } : { kind: parts.replyTo === null ? 'quote' : 'reply', tweet, draft: id }
  keepSavedDraft(slotOf(to), parts, version)
  compose(about !== null && tweet === null ? { ...to, error: 'The tweet that you were answering or quoting is gone. This would be posted as a new tweet.' } : to)
}

/** Whether the composer has something that the server does not. */
export function isChanged(to: Composition): boolean {
  const before = opened.get(to.draft ?? 0)
  const slot = slotOf(to)
  return before === undefined || draftText(slot) !== before.text
    || !isSameParts(draftMore(slot), before.more) || !isSameOptions(draftOptions(slot), before.options)
}

/** Saves what is in the composer to the server, and clears the composer. */
export async function saveDraft(to: Composition): Promise<void> {
  const slot = slotOf(to)
  await put(to, bodyFrom(to, writtenIn(slot)))
  discardDraft(slot)
  void loadDrafts().catch(() => undefined)
}

/** Posts a draft as it is in the composer. One that was deleted meanwhile is posted as any other tweet. */
export async function publish(to: Composition, { content, more, options, key }: Pending, tweets: NewTweet[]): Promise<Tweet[]> {
  const id = to.draft!
  try {
    await replace(to, id, bodyFrom(to, { text: content, more, options }))
    const posted = await publishDraft(id, key)
    forget(id)
    return posted
  } catch (error) {
    if (!isGone(error)) throw error
    return await postOrFind(id, tweets, key)
  }
}

export async function removeDraft(id: number): Promise<void> {
  try {
    await deleteDraft(id)
  } catch (error) {
    if (!isGone(error)) throw error
  }
  discardDraft(slotOf({ kind: 'new', draft: id }))
  forget(id)
}

/** For the next account. */
export function clearSavedDrafts(): void {
  savedDrafts.value = null
  opened.clear()
}

const writtenIn = (slot: string): InComposer => ({ text: draftText(slot), more: draftMore(slot), options: draftOptions(slot) })

function bodyFrom(to: Composition, written: InComposer): SavedDraft['body'] {
  const before = opened.get(to.draft ?? 0)
  const replyTo = to.kind === 'reply' ? to.tweet.id : null
  const quotes = to.kind === 'quote' ? to.tweet.id : before?.quotes ?? null
  return bodyOf({ ...written, replyTo, quotes, rest: before?.rest ?? {} })
}

async function put(to: Composition, body: SavedDraft['body']): Promise<void> {
  try {
    if (to.draft !== undefined) return await replace(to, to.draft, body)
  } catch (error) {
    if (!isGone(error)) throw error
  }
  await createDraft(body)
}

/** After a conflict, the next try replaces the version that is there now. */
async function replace(to: Composition, id: number, body: SavedDraft['body']): Promise<void> {
  const slot = slotOf(to)
  try {
    // An emptied slot keeps no version.
    await replaceDraft(id, body, draftVersion(slot) ?? opened.get(id)?.version ?? 1)
  } catch (error) {
    if (asProblem(error).code !== 'draft_changed') throw error
    const { version } = await getDraft(id)
    keepSavedDraft(slot, writtenIn(slot), version, true)
    if (opened.has(id)) opened.get(id)!.version = version
    throw new Problem(409, 'draft_changed', 'It was changed on another device. Try again to replace that version.')
  }
}

/** The draft is gone if a try posted it whose response was lost: the key finds that tweet. */
async function postOrFind(id: number, tweets: NewTweet[], key: string): Promise<Tweet[]> {
  try {
    return await publishDraft(id, key)
  } catch (error) {
    if (!isGone(error)) throw error
    return await postTweets(tweets, key)
  } finally {
    forget(id)
  }
}

const isGone = (error: unknown): boolean => asProblem(error).code === 'draft_not_found'

function forget(id: number): void {
  opened.delete(id)
  savedDrafts.value = savedDrafts.value?.filter((draft) => draft.id !== id) ?? null
}
