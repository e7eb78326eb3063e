import { ref } from 'vue'
import { allUsers, publicTweets } from '../api/linnet'
import type { User } from '../api/types'
import { session } from '../session/session'
import { isFollowed, loadFollows } from './follows'
import { upsertUsers } from './users'

/** Users that the viewer does not follow, those who posted recently first. */
export const suggestions = ref<User[]>([])

/** Reloads the list. It is optional, so errors are ignored. */
export async function loadSuggestions(): Promise<void> {
  try {
    const [tweets, users] = await Promise.all([publicTweets.first(), allUsers.first()])
    const found = upsertUsers([...tweets.items.map((tweet) => tweet.author), ...users.items])
    const distinct = [...new Map(found.map((user) => [user.id, user])).values()]
    await loadFollows(distinct.map((user) => user.id))
    suggestions.value = distinct.filter((user) => user.id !== session.me?.id && isFollowed(user.id) === false)
  } catch {
    suggestions.value = []
  }
}
