import { tweetsBy } from '../api/linnet'
import { asProblem } from '../api/problem'
import type { Tweet } from '../api/types'
import { session } from '../session/session'
import { referenceTo } from '../text/retweet'
import { post, remove } from './tweet-actions'
import { restoreDraft, discardDraft, startSending, finishSending } from './drafts'
import { showToast, showErrorToast } from './toasts'
import { upsertTweets, findTweet, ownRetweetOf } from './tweets'

const inFlight = new Set<number>()

/** Retweets a tweet, or undoes the retweet. Ignores clicks during a request. */
export async function toggleRetweet(original: Tweet): Promise<void> {
  if (inFlight.has(original.id)) return
  inFlight.add(original.id)
  try {
    const own = findTweet(ownRetweetOf(original.id) ?? 0)
    if (own !== undefined) await undoRetweet(own)
    else if (await wasRetweetedBefore(original)) showToast('You already retweeted this. Choose "Undo retweet" to undo it.')
    else await retweet(original)
  } catch (error) {
    showErrorToast('Could not retweet.', error)
  } finally {
    inFlight.delete(original.id)
  }
}

export async function undoRetweet(own: Tweet): Promise<void> {
  if (await remove(own)) showToast('Retweet undone.')
}

/** The viewer's retweet may be on a page not loaded yet. It is newer than the original. */
async function wasRetweetedBefore(original: Tweet): Promise<boolean> {
  upsertTweets((await tweetsBy(session.me!.username).since(original.id)).items)
  return ownRetweetOf(original.id) !== undefined
}

async function retweet(original: Tweet): Promise<void> {
  const slot = `retweet:${original.id}`
  const sent = startSending(slot, referenceTo(original))
  try {
    await post({ content: sent.content, retweet_of_id: original.id }, sent.key)
    finishSending(slot, sent)
    showToast('Retweeted to your followers.')
  } catch (error) {
    if (asProblem(error).isOutage) restoreDraft(slot, sent, true)
    else discardDraft(slot)
    throw error
  }
}
