import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../api/problem'
import type { Relationship, User } from '../api/types'

const me = vi.hoisted(() => ({ id: 7, is_locked: true }))
const api = vi.hoisted(() => ({ waiting: [] as { id: number }[], answer: async (_id: number, _accept: boolean): Promise<object> => ({}) }))
vi.mock('../session/session', () => ({ session: { me }, isMe: (id: number) => id === 7, reloadMe: async () => undefined }))
vi.mock('../api/relations', () => ({
  followRequests: { first: async () => ({ items: api.waiting, next: 'there is always one' }) },
  answerFollowRequest: (id: number, accept: boolean) => api.answer(id, accept),
  getRelationships: async (ids: number[]) => ids.map((id) => relation({ id, requested_by: api.waiting.some((user) => user.id === id) })),
}))

const { answerRequest, catchUpRequests, clearRequests, loadRequests, receiveAcceptance, REQUESTS, requestCount } = await import('./follow-requests')
const { relationTo, upsertRelation } = await import('./relations')
const { clearUsers, userListOf } = await import('./users')

const relation = (rest: Partial<Relationship>): Relationship => ({ id: 2, requested_by: true, followed_by: false, ...rest }) as Relationship
const ben = { id: 2, username: 'ben' } as User

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', undefined)
  clearRequests()
  clearUsers()
  upsertRelation(relation({}))
  api.waiting = [ben]
})

test('an accepted request leaves the count and makes a follower', async () => {
  await loadRequests()
  expect(requestCount.value).toEqual({ count: 1, isMore: false })
  api.answer = async () => { api.waiting = []; return relation({ requested_by: false, followed_by: true }) }
  await answerRequest(ben, true)
  expect([requestCount.value.count, relationTo(2)!.followed_by, relationTo(2)!.requested_by]).toEqual([0, true, false])
})

test('a refused answer leaves the request as it was', async () => {
  api.answer = async () => { throw new Problem(503, 'busy', '') }
  await answerRequest(ben, true)
  expect([relationTo(2)!.followed_by, relationTo(2)!.requested_by]).toEqual([false, true])
})

test('a new request is counted and added to the open list once', async () => {
  const list = userListOf(REQUESTS)
  list.isLoaded = true
  await loadRequests()
  await loadRequests()
  expect([requestCount.value.count, list.users.map(({ id }) => id)]).toEqual([1, [2]])
})

test('an account that is not locked has no requests', async () => {
  await catchUpRequests()
  expect(requestCount.value.count).toBe(1)
  me.is_locked = false
  await catchUpRequests()
  expect(requestCount.value.count).toBe(0)
})

test('an acceptance turns the own request into a follow', () => {
  upsertRelation(relation({ requested: true, following: false }))
  receiveAcceptance(2)
  expect([relationTo(2)!.requested, relationTo(2)!.following]).toEqual([false, true])
})
