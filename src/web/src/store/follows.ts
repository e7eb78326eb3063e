import { followUser } from '../api/linnet'
import { Problem } from '../api/problem'
import type { FollowResponse, Relationship, User } from '../api/types'
import { reloadMe } from '../session/session'
import { markStale } from './feeds'
import { OptimisticToggles } from './optimistic'
import { changeRelation, relationTo, reloadRelations } from './relations'
import { broadcast } from './tabs'
import { showErrorToast } from './toasts'

type Follow = Pick<Relationship, 'following' | 'requested'>

const NONE: Follow = { following: false, requested: false }
const REQUESTED: Follow = { following: false, requested: true }
const FOLLOWING: Follow = { following: true, requested: false }

// The action was already done elsewhere and the screen was stale.
const alreadyApplied: Record<string, Follow> = { already_following: FOLLOWING, already_requested: REQUESTED, not_following: NONE }

const toggles = new OptimisticToggles<FollowResponse>()

/** Follows a user or asks to, if the account is locked; or ends the follow or the request. */
export async function toggleFollow(user: User): Promise<void> {
  const before = relationTo(user.id)
  if (before === undefined) return
  const { following, requested } = before
  const wasOn = following || requested
  const on: Follow = wasOn ? { following, requested } : user.is_locked === true ? REQUESTED : FOLLOWING
  try {
    const answer = await toggles.toggle(
      String(user.id), wasOn, (isOn) => showFollow(user, isOn ? on : NONE), (isOn) => followUser(user.username, isOn))
    if (answer === null) return
    showFollow(user, { following: answer.is_following, requested: answer.is_requested ?? false })
    markStale('home')
    broadcast('relation', relationTo(user.id)!)
    await reloadMe()
  } catch (error) {
    const actual = error instanceof Problem ? alreadyApplied[error.code] : undefined
    if (actual !== undefined) return showFollow(user, actual)
    showErrorToast(`Could not follow or unfollow @${user.username}.`, error)
    // A block by the other user may be new.
    if (error instanceof Problem && error.status === 403) await reloadRelations([user.id]).catch(() => undefined)
  }
}

function showFollow(user: User, follow: Follow): void {
  user.followers_count += Number(follow.following) - Number(relationTo(user.id)?.following ?? false)
  changeRelation(user.id, follow)
}
