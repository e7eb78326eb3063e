import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../api/problem'
import type { Relationship, User } from '../api/types'

const api = vi.hoisted(() => ({ follow: async (_name: string, _on: boolean): Promise<object> => ({}), asked: [] as number[][] }))
vi.mock('../session/session', () => ({ session: { me: { id: 7 } }, isMe: (id: number) => id === 7, reloadMe: async () => undefined }))
vi.mock('../api/linnet', () => ({ followUser: (name: string, on: boolean) => api.follow(name, on) }))
vi.mock('../api/relations', () => ({
  getRelationships: async (ids: number[]) => { api.asked.push(ids); return ids.map((id) => relation(id)) },
}))

const { toggleFollow } = await import('./follows')
const { clearRelations, loadRelations, relationTo, upsertRelation } = await import('./relations')

const relation = (id: number, rest: Partial<Relationship> = {}): Relationship => ({
  id, following: false, requested: false, followed_by: false, requested_by: false, blocking: false, blocked_by: false,
  muting: false, muting_notifications: false, muted_until: null, hiding_reposts: false, ...rest,
})
const ben = (rest: Partial<User> = {}): User => ({ id: 2, username: 'ben', followers_count: 5, ...rest }) as User
const state = (): [boolean, boolean] => [relationTo(2)!.following, relationTo(2)!.requested]

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', undefined)
  clearRelations()
  api.asked = []
})

test('relationships are loaded once, all in one request, and not with the viewer', async () => {
  await loadRelations([2, 7, 3, 2])
  await loadRelations([3, 2])
  expect(api.asked).toEqual([[2, 3]])
})

test('a follow shows at once and counts', async () => {
  upsertRelation(relation(2))
  const user = ben()
  let release = (): void => {}
  api.follow = () => new Promise((resolve) => { release = () => resolve({ is_following: true, is_requested: false }) })
  const done = toggleFollow(user)
  expect([...state(), user.followers_count]).toEqual([true, false, 6])
  release()
  await done
  expect([...state(), user.followers_count]).toEqual([true, false, 6])
})

test('following a locked account is a request, which a second click withdraws', async () => {
  upsertRelation(relation(2))
  const user = ben({ is_locked: true })
  api.follow = async (_name, on) => ({ is_following: false, is_requested: on })
  await toggleFollow(user)
  expect([...state(), user.followers_count]).toEqual([false, true, 5])
  await toggleFollow(user)
  expect([...state(), user.followers_count]).toEqual([false, false, 5])
})

test('the account was locked in the meantime: the response decides', async () => {
  upsertRelation(relation(2))
  const user = ben()
  api.follow = async () => ({ is_following: false, is_requested: true })
  await toggleFollow(user)
  expect([...state(), user.followers_count]).toEqual([false, true, 5])
})

test('after an error the follow of a locked account is a follow again, not a request', async () => {
  upsertRelation(relation(2, { following: true }))
  const user = ben({ is_locked: true })
  api.follow = async () => { throw new Problem(503, 'busy', '') }
  await toggleFollow(user)
  expect([...state(), user.followers_count]).toEqual([true, false, 5])
})

test('a refusal because it was already requested elsewhere shows the request', async () => {
  upsertRelation(relation(2))
  api.follow = async () => { throw new Problem(400, 'already_requested', '') }
  await toggleFollow(ben())
  expect(state()).toEqual([false, true])
})
