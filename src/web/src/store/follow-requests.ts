import { ref } from 'vue'
import { PAGE } from '../api/linnet'
import { answerFollowRequest, followRequests } from '../api/relations'
import type { User } from '../api/types'
import { reloadMe, session } from '../session/session'
import { markStale } from './feeds'
import { receiveRelation } from './people'
import { changeRelation, relationTo, reloadRelations } from './relations'
import { broadcast } from './tabs'
import { showErrorToast } from './toasts'
import { addToUserList } from './users'

export const REQUESTS = 'requests'

/** How many users ask to follow the viewer; with `isMore`, at least that many. */
export const requestCount = ref({ count: 0, isMore: false })

/**
 * Counts the requests, and adds new ones to the open list. The API has no count, so this reads the first page. A list of people has
 * a link to a next page even if that one is empty.
 */
export async function loadRequests(): Promise<void> {
  const { items } = await followRequests.first()
  requestCount.value = { count: items.length, isMore: items.length >= PAGE }
  await reloadRelations(items.map(({ id }) => id))
  addToUserList(REQUESTS, items)
}

/** Loads requests that the socket did not deliver. Only a locked account has any. */
export const catchUpRequests = async (): Promise<void> => (session.me?.is_locked === true ? loadRequests() : clearRequests())

/** The viewer's own request was accepted. */
export function receiveAcceptance(userId: number): void {
  changeRelation(userId, { requested: false, following: true })
  markStale('home')
}

/** Accepts or rejects at once and restores the request if the server refuses. */
export async function answerRequest(user: User, accept: boolean): Promise<void> {
  const before = relationTo(user.id)?.followed_by ?? false
  changeRelation(user.id, { requested_by: false, followed_by: accept || before })
  try {
    const relation = await answerFollowRequest(user.id, accept)
    receiveRelation(relation)
    broadcast('relation', relation)
    await Promise.all([loadRequests(), reloadMe()])
  } catch (error) {
    changeRelation(user.id, { requested_by: true, followed_by: before })
    showErrorToast(`Could not ${accept ? 'accept' : 'reject'} the request.`, error)
  }
}

export function clearRequests(): void {
  requestCount.value = { count: 0, isMore: false }
}
