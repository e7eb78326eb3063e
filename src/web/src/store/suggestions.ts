import { ref } from 'vue'
import { allUsers, publicTweets } from '../api/linnet'
import type { Relationship, User } from '../api/types'
import { session } from '../session/session'
import { loadRelations, relationTo } from './relations'
import { upsertUsers } from './users'

const isStranger = (relation: Relationship | undefined): boolean =>
  relation !== undefined && !relation.following && !relation.requested && !relation.blocking && !relation.blocked_by && !relation.muting

/** Users that the viewer does not follow, those who posted recently first. */
export const suggestions = ref<User[]>([])

/** Reloads the list. It is optional, so errors are ignored. */
export async function loadSuggestions(): Promise<void> {
  try {
    const [tweets, users] = await Promise.all([publicTweets.first(), allUsers.first()])
    const found = upsertUsers([...tweets.items.map((tweet) => tweet.author), ...users.items])
    const distinct = [...new Map(found.map((user) => [user.id, user])).values()]
    await loadRelations(distinct.map((user) => user.id))
    suggestions.value = distinct.filter((user) => user.id !== session.me?.id && isStranger(relationTo(user.id)))
  } catch {
    suggestions.value = []
  }
}
