import { ref } from 'vue'
import { setMember } from '../api/lists'
import type { MemberList, User } from '../api/types'
import { markStale } from './feeds'
import { userListOf } from './users'

/** Whom the dialog puts on lists; null while it is closed. */
export const listed = ref<User | null>(null)

export const membersKey = (id: number): string => `members:${id}`

/** Has the lists of tweets and of members that a change affects read again. */
export function forget({ id, is_exclusive: isExclusive }: MemberList, wasExclusive = isExclusive): void {
  markStale(`list:${id}`)
  if (isExclusive || wasExclusive) markStale('home')
}

/** Adds a user to a list, or removes them. */
export async function changeMember(list: MemberList, user: User, isMember: boolean): Promise<MemberList> {
  const changed = await setMember(list.id, user.username, isMember)
  forget(changed)
  const members = userListOf(membersKey(list.id))
  if (isMember) members.isLoaded = false
  members.users = members.users.filter(({ id }) => id !== user.id)
  return changed
}
