import { bookmarkTweet } from '../api/bookmarks'
import type { BookmarkResponse, Tweet } from '../api/types'
import { OptimisticToggles } from './optimistic'
import { broadcast, onTabEvent } from './tabs'
import { showErrorToast } from './toasts'
import { findTweet } from './tweets'

const toggles = new OptimisticToggles<BookmarkResponse>()

/** Bookmarks a tweet, or removes the bookmark. */
export async function toggleBookmark(tweet: Tweet): Promise<void> {
  const show = (on: boolean): void => void (tweet.is_bookmarked = on)
  try {
    const answer = await toggles.toggle(String(tweet.id), tweet.is_bookmarked ?? false, show, (on) => bookmarkTweet(tweet.id, on))
    if (answer !== null) broadcast('bookmarked', { id: tweet.id, isBookmarked: answer.is_bookmarked })
  } catch (error) {
    showErrorToast('Could not update your bookmark.', error)
  }
}

onTabEvent('bookmarked', ({ id, isBookmarked }) => {
  const tweet = findTweet(id)
  if (tweet !== undefined) tweet.is_bookmarked = isBookmarked
})
