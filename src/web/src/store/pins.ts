import { reactive } from 'vue'
import { pinsOf, pinTweet } from '../api/pins'
import type { Tweet } from '../api/types'
import { broadcast } from './tabs'
import { showErrorToast, showToast } from './toasts'
import { findTweet, upsertTweets } from './tweets'

/** The ids of what users have pinned, by their names, the last pin first. */
const pinned = reactive(new Map<string, number[]>())

/** Without those that have been unpinned or deleted since. */
export const pinsBy = (username: string): number[] => (pinned.get(username) ?? []).filter((id) => findTweet(id)?.is_pinned === true)

export async function loadPins(username: string): Promise<void> {
  pinned.set(username, upsertTweets(await pinsOf(username)))
}

/** Pins a tweet of the viewer, or unpins it. */
export async function togglePin(tweet: Tweet): Promise<void> {
  try {
    const answer = await pinTweet(tweet.id, tweet.is_pinned !== true)
    upsertTweets([answer])
    broadcast('edited', answer)
    const { username } = answer.author
    const others = (pinned.get(username) ?? []).filter((id) => id !== answer.id)
    pinned.set(username, answer.is_pinned === true ? [answer.id, ...others] : others)
    showToast(answer.is_pinned === true ? 'Pinned to your profile.' : 'Unpinned from your profile.')
  } catch (error) {
    showErrorToast('Could not change what you have pinned.', error)
  }
}
