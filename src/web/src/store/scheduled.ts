import { ref } from 'vue'
import { deleteScheduled, listScheduled, replaceScheduled, scheduleTweet } from '../api/scheduled'
import { asProblem } from '../api/problem'
import type { NewTweet, ScheduledTweet, TweetOptions } from '../api/types'
import { reloadMe } from '../session/session'
import { isSameOptions } from '../text/options'
import { byTime } from '../text/schedule'
import { compose, type Composition } from './compose'
import { draftOptions, draftText, hasDraft, slotOf, updateDraft, updateDraftOptions } from './drafts'
import { markAllStale } from './feeds'

/** The viewer's scheduled tweets, failed ones first, then by time; null until they are loaded. */
export const scheduled = ref<ScheduledTweet[] | null>(null)

export const clearScheduled = (): void => { scheduled.value = null }

/** Reads them again. What is missing now and was waiting has become a tweet. */
export async function loadScheduled(): Promise<void> {
  const loaded = await listScheduled()
  const isPosted = scheduled.value?.some((known) => known.state === 'waiting' && !loaded.some(({ id }) => id === known.id)) ?? false
  scheduled.value = loaded.sort(byTime)
  if (!isPosted) return
  markAllStale()
  void reloadMe().catch(() => undefined)
}

export async function schedule(draft: NewTweet, key: string): Promise<void> {
  receive(await scheduleTweet(draft, key))
}

export async function reschedule(id: number, draft: NewTweet): Promise<void> {
  receive(await replaceScheduled(id, draft))
}

/** Removes it at once and restores it if the request fails. */
export async function removeScheduled(id: number): Promise<void> {
  const before = scheduled.value
  scheduled.value = before?.filter((other) => other.id !== id) ?? null
  try {
    await deleteScheduled(id)
  } catch (error) {
    // It was posted or deleted elsewhere.
    if (asProblem(error).status === 404) return loadScheduled()
    scheduled.value = before
    throw error
  }
}

function receive(saved: ScheduledTweet): void {
  if (scheduled.value !== null) scheduled.value = [...scheduled.value.filter(({ id }) => id !== saved.id), saved].sort(byTime)
}

/** Opens the composer with a scheduled tweet, or with the draft of an earlier change of it. */
export function editScheduled(it: ScheduledTweet): void {
  const slot = slotOf({ kind: 'scheduled', scheduled: it })
  if (!hasDraft(slot)) {
    updateDraft(slot, it.tweet.content)
    updateDraftOptions(slot, optionsOf(it))
  }
  compose({ kind: 'scheduled', scheduled: it })
}

/** Whether the draft says what the scheduled tweet says. */
export function isUnchanged(it: ScheduledTweet): boolean {
  const slot = slotOf({ kind: 'scheduled', scheduled: it })
  return draftText(slot) === it.tweet.content && isSameOptions(draftOptions(slot), optionsOf(it))
}

function optionsOf({ tweet: { content: _, reply_to_id: __, retweet_of_id: ___, ...rest }, scheduled_at }: ScheduledTweet): TweetOptions {
  return Object.fromEntries(Object.entries({ ...rest, scheduled_at }).filter(([, value]) => value !== null)) as TweetOptions
}

/** What a composition replies to and quotes. */
export function referencesOf(to: Composition): Pick<NewTweet, 'reply_to_id' | 'retweet_of_id'> {
  if (to.kind === 'reply') return { reply_to_id: to.tweet.id }
  if (to.kind === 'quote') return { retweet_of_id: to.tweet.id }
  if (to.kind !== 'scheduled') return {}
  const { reply_to_id, retweet_of_id } = to.scheduled.tweet
  return { reply_to_id: reply_to_id ?? null, retweet_of_id: retweet_of_id ?? null }
}
