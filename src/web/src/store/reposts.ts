import { repostTweet } from '../api/reposts'
import type { Tweet } from '../api/types'
import { isMe, reloadMe } from '../session/session'
import { feedsWith, findFeed } from './feeds'
import { OptimisticToggles } from './optimistic'
import { broadcast, onTabEvent } from './tabs'
import { showErrorToast, showToast } from './toasts'
import { repostsOf, upsertTweets } from './tweets'

const toggles = new OptimisticToggles<Tweet>()

/** Reposts a tweet, or undoes the repost. */
export async function toggleRepost(original: Tweet): Promise<void> {
  const show = (on: boolean): void => {
    if ((original.is_reposted ?? false) === on) return
    original.is_reposted = on
    original.retweets_count += on ? 1 : -1
  }
  try {
    const answer = await toggles.toggle(String(original.id), original.is_reposted ?? false, show, (on) => repostTweet(original.id, on))
    if (answer === null) return
    receiveOwnRepost(answer)
    broadcast('reposted', answer)
    showToast(answer.kind === 'repost' ? 'Reposted to your followers.' : 'Repost undone.')
    void reloadMe().catch(() => undefined)
  } catch (error) {
    showErrorToast('Could not update your repost.', error)
  }
}

/** Applies the server's answer: the viewer's repost, or the original without it. */
function receiveOwnRepost(answer: Tweet): void {
  upsertTweets([answer])
  if (answer.kind === 'repost') {
    for (const key of ['home', `by:${answer.author.username}`]) findFeed(key)?.list.add(answer.id)
    return
  }
  for (const { id, author_id: authorId } of repostsOf(answer.id))
    if (isMe(authorId)) for (const feed of feedsWith(id)) feed.list.remove(id)
}

onTabEvent('reposted', receiveOwnRepost)
