import { reactive } from 'vue'
import { getUser, type Source } from '../api/linnet'
import { asProblem, type Problem } from '../api/problem'
import type { User } from '../api/types'
import { loadRelations, reloadRelations, upsertRelation } from './relations'

/** All users loaded since the page was opened, by lower-case username; usernames are unique regardless of case. */
const known = reactive(new Map<string, User>())

export const findUser = (username: string): User | undefined => known.get(username.toLowerCase())

export function upsertUsers(users: User[]): User[] {
  return users.map((user) => {
    const key = user.username.toLowerCase()
    const old = known.get(key)
    if (old === undefined) known.set(key, user)
    else Object.assign(old, user)
    return known.get(key)!
  })
}

/** Reloads a profile. The known version can be shown in the meantime. */
export async function fetchUser(username: string): Promise<User> {
  const { relationship, ...user } = await getUser(username)
  if (relationship != null) upsertRelation(relationship)
  else await loadRelations([user.id])
  return upsertUsers([user])[0]!
}

export type UserList = { users: User[]; next: string | null; isLoading: boolean; isLoaded: boolean; problem: Problem | null }

const lists = reactive(new Map<string, UserList>())

/** Kept while the page is open, like the feeds. */
export function userListOf(key: string): UserList {
  if (!lists.has(key)) lists.set(key, { users: [], next: null, isLoading: false, isLoaded: false, problem: null })
  return lists.get(key)!
}

/** Reads the list again when its screen is opened next. */
export const dropUserList = (key: string): void => void lists.delete(key)

/** Adds users to a list that was loaded, without those that are in it. */
export function addToUserList(key: string, users: User[]): void {
  const list = lists.get(key)
  if (list?.isLoaded === true) addTo(list, users)
}

function addTo(list: UserList, users: User[]): void {
  const seen = new Set(list.users.map(({ id }) => id))
  list.users.push(...upsertUsers(users).filter(({ id }) => !seen.has(id)))
}

/** Loads the first page, or the next one. */
export async function loadUsers(list: UserList, source: Source<User>): Promise<void> {
  if (list.isLoading || (list.isLoaded && list.next === null)) return
  list.isLoading = true
  list.problem = null
  try {
    const page = list.isLoaded ? await source.more(list.next!) : await source.first()
    // Also the known ones, which may have changed on another device.
    await reloadRelations(page.items.map((user) => user.id))
    list.isLoaded = true
    addTo(list, page.items)
    list.next = page.next
  } catch (error) {
    list.problem = asProblem(error)
  } finally {
    list.isLoading = false
  }
}

export function clearUsers(): void {
  known.clear()
  lists.clear()
}
