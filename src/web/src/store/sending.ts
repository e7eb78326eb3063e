import { postTweets } from '../api/linnet'
import type { NewTweet } from '../api/types'
import { laterTweets } from '../text/parts'
import { fullTime } from '../text/time'
import type { Composition } from './compose'
import type { Pending } from './drafts'
import { post } from './posting'
import { publish, removeDraft } from './saved-drafts'
import { referencesOf, reschedule, schedule } from './scheduled'
import { edit } from './tweet-actions'

/**
 * Sends what was written.
 * @returns what to tell the user; null for the words of the composition
 * @throws if the request fails
 */
export async function deliver(to: Composition, sent: Pending): Promise<string | null> {
  const { content, options, more, key } = sent
  if (to.kind === 'edit') {
    await edit(to.tweet, { content, ...options })
    return null
  }
  const draft = { content, ...options, ...referencesOf(to) }
  if (to.kind === 'scheduled') {
    await reschedule(to.scheduled.id, draft)
    return null
  }
  if (options.scheduled_at != null) {
    await schedule(draft, key)
    if (to.draft !== undefined) await removeDraft(to.draft)
    return `Scheduled for ${fullTime(options.scheduled_at)}.`
  }
  const send = to.draft === undefined ? postTweets : (tweets: NewTweet[]) => publish(to, sent, tweets)
  await post([draft, ...laterTweets(more, options)], key, send)
  return more.length === 0 ? null : 'Your thread was posted.'
}
