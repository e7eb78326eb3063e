import { voteInPoll } from '../api/polls'
import { Problem } from '../api/problem'
import type { Poll } from '../api/types'
import { broadcast, onTabEvent } from './tabs'
import { fetchTweet, findTweet } from './tweets'

// The vote was already cast elsewhere, or the poll ended: the screen was stale.
const stale = ['already_voted', 'poll_ended', 'poll_not_found']

/** @throws if the vote does not count */
export async function vote(poll: Poll, choices: number[]): Promise<void> {
  try {
    const voted = await voteInPoll(poll.id, choices)
    receivePoll(voted)
    broadcast('voted', voted)
  } catch (error) {
    if (error instanceof Problem && stale.includes(error.code)) await refreshPoll(poll).catch(() => undefined)
    throw error
  }
}

/** Loads the poll again, as when it has ended. */
export const refreshPoll = (poll: Poll): Promise<unknown> => fetchTweet(poll.id, true)

function receivePoll(poll: Poll): void {
  const tweet = findTweet(poll.id)
  if (tweet !== undefined) tweet.poll = poll
}

onTabEvent('voted', receivePoll)
