import { ref } from 'vue'
import { PAGE } from '../api/linnet'
import { answerFollowRequest, followRequests } from '../api/relations'
import type { User } from '../api/types'
import { reloadMe } from '../session/session'
import { markStale } from './feeds'
import { receiveRelation } from './people'
import { changeRelation, relationTo, reloadRelations } from './relations'
import { broadcast } from './tabs'
import { showErrorToast } from './toasts'
import { addToUserList } from './users'

export const REQUESTS = 'requests'

/** How many users ask to follow the viewer; with `isMore`, at least that many. */
export const requestCount = ref({ count: 0, isMore: false })

/** The API has no count, so this reads the first page. A list of people has a link to a next page even if that one is empty. */
export async function loadRequestCount(): Promise<void> {
  const page = await followRequests.first()
  requestCount.value = { count: page.items.length, isMore: page.items.length >= PAGE }
}

/** Applies a request from the socket. */
export async function receiveRequest(user: User): Promise<void> {
  await Promise.all([reloadRelations([user.id]), loadRequestCount()])
  addToUserList(REQUESTS, user)
}

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
    await Promise.all([loadRequestCount(), reloadMe()])
  } catch (error) {
    changeRelation(user.id, { requested_by: true, followed_by: before })
    showErrorToast(`Could not ${accept ? 'accept' : 'reject'} the request.`, error)
  }
}

export function clearRequests(): void {
  requestCount.value = { count: 0, isMore: false }
}
