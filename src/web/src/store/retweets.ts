import { tweetsBy } from '../api/linnet'
import { asProblem } from '../api/problem'
import type { Tweet } from '../api/types'
import { session } from '../session/session'
import { referenceTo } from '../text/retweet'
import { post, remove } from './acts'
import { giveBack, discard, send, settle } from './drafts'
import { say, sayProblem } from './toasts'
import { absorb, findTweet, ownRetweetOf } from './tweets'

const underWay = new Set<number>()

/** Passes a tweet on, or takes that back. A click while the last one is being answered is none. */
export async function toggleRetweet(original: Tweet): Promise<void> {
  if (underWay.has(original.id)) return
  underWay.add(original.id)
  try {
    const own = findTweet(ownRetweetOf(original.id) ?? 0)
    if (own !== undefined) await undoRetweet(own)
    else if (await wasRetweetedBefore(original)) say('You already retweeted this. Choose "Undo retweet" to undo it.')
    else await retweet(original)
  } catch (error) {
    sayProblem('Could not retweet.', error)
  } finally {
    underWay.delete(original.id)
  }
}

export async function undoRetweet(own: Tweet): Promise<void> {
  if (await remove(own)) say('Retweet undone.')
}

/** One's own retweet may be on a page that was never opened. It is younger than what it passes on. */
async function wasRetweetedBefore(original: Tweet): Promise<boolean> {
  absorb((await tweetsBy(session.me!.username).since(original.id)).items)
  return ownRetweetOf(original.id) !== undefined
}

async function retweet(original: Tweet): Promise<void> {
  const slot = `retweet:${original.id}`
  const sent = send(slot, referenceTo(original))
  try {
    await post({ content: sent.content, retweet_of_id: original.id }, sent.key)
    settle(slot, sent)
    say('Retweeted to your followers.')
  } catch (error) {
    if (asProblem(error).isOutage) giveBack(slot, sent, true)
    else discard(slot)
    throw error
  }
}
