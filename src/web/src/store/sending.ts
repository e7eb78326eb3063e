import { postTweets } from '../api/linnet'
import type { NewTweet } from '../api/types'
import { isBlank } from '../text/count'
import { hasOptions } from '../text/options'
import { laterTweets } from '../text/parts'
import { fullTime } from '../text/time'
import type { Composition } from './compose'
import type { Pending } from './drafts'
import { saveDescriptions } from './pictures'
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
  const { content: written, options, more, key } = sent
  const own = options.media_ids ?? (to.kind === 'edit' ? to.tweet.media?.map(({ id }) => id) : undefined) ?? []
  await saveDescriptions([...own, ...more.flatMap((part) => part.media_ids ?? [])])
  // With pictures, the text may be empty but not blank.
  const content = own.length > 0 && isBlank(written) ? '' : written
  if (to.kind === 'edit') {
    if (content !== to.tweet.content || hasOptions(options)) await edit(to.tweet, { content, ...options })
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
