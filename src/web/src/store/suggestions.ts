import { ref } from 'vue'
import { everyone, everyonesTweets } from '../api/linnet'
import type { User } from '../api/types'
import { session } from '../session/session'
import { isFollowed, learnFollows } from './follows'
import { absorbPeople } from './people'

/** People whom one does not follow yet: first those who posted lately. */
export const suggestions = ref<User[]>([])

/** Makes the list anew. Going without it spoils nothing, so a failure is not told. */
export async function suggest(): Promise<void> {
  try {
    const [tweets, people] = await Promise.all([everyonesTweets.first(), everyone.first()])
    const found = absorbPeople([...tweets.items.map((tweet) => tweet.author), ...people.items])
    const distinct = [...new Map(found.map((user) => [user.id, user])).values()]
    await learnFollows(distinct.map((user) => user.id))
    suggestions.value = distinct.filter((user) => user.id !== session.me?.id && isFollowed(user.id) === false)
  } catch {
    suggestions.value = []
  }
}
