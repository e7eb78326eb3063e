import { reactive } from 'vue'
import { CATCH_UP, followedAfter, followUser } from '../api/linnet'
import { Problem } from '../api/problem'
import type { FollowResponse, User } from '../api/types'
import { reloadMe, session } from '../session/session'
import { markStale } from './feeds'
import { OptimisticToggles } from './optimistic'
import { onTabEvent, broadcast } from './tabs'
import { showErrorToast } from './toasts'

/** Whether the viewer follows a user, as far as it was requested. The API does not include it in users. */
const known = reactive(new Map<number, boolean>())
const toggles = new OptimisticToggles<FollowResponse>()

export const isFollowed = (userId: number): boolean | undefined => known.get(userId)

/**
 * Finds out which users the viewer follows. Reads pages of the viewer's following list, each starting at the first user not
 * known yet. A page covers all users up to its last id, so a page of users usually takes one request.
 */
export async function loadFollows(userIds: number[]): Promise<void> {
  const me = session.me
  if (me === null) return
  const unknown = (): number[] => userIds.filter((id) => id !== me.id && !known.has(id)).sort((a, b) => a - b)
  for (let open = unknown(); open.length > 0; open = unknown()) {
    const page = await followedAfter(me.username, open[0]! - 1)
    const followed = new Set(page.items.map((user) => user.id))
    const reach = page.items.length < CATCH_UP ? Infinity : page.items.at(-1)!.id
    for (const id of open.filter((candidate) => candidate <= reach)) known.set(id, followed.has(id))
  }
}

const alreadyApplied = ['already_following', 'not_following']

export async function toggleFollow(user: User): Promise<void> {
  const show = (on: boolean): void => {
    if (known.get(user.id) === on) return
    known.set(user.id, on)
    user.followers_count += on ? 1 : -1
  }
  try {
    await toggles.toggle(String(user.id), known.get(user.id) ?? false, show, (on) => followUser(user.username, on))
    markStale('home')
    broadcast('followed', { id: user.id, on: known.get(user.id) === true })
    await reloadMe()
  } catch (error) {
    if (error instanceof Problem && alreadyApplied.includes(error.code)) known.set(user.id, error.code === 'already_following')
    else showErrorToast(`Could not follow or unfollow @${user.username}.`, error)
  }
}

onTabEvent('followed', ({ id, on }) => {
  known.set(id, on)
  markStale('home')
})

export function clearFollows(): void {
  known.clear()
}
