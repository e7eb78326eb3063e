import { json, request } from './http'
import { encode, source, tweets, users, type Source } from './linnet'
import type { ListDraft, MemberList, Tweet, User } from './types'

export const listLists = (): Promise<MemberList[]> => json(request('GET', '/lists'))
export const getList = (id: number): Promise<MemberList> => json(request('GET', `/lists/${id}`))
/** @param id the list to replace; null adds one */
export const saveList = (id: number | null, draft: ListDraft): Promise<MemberList> =>
  json(id === null ? request('POST', '/lists', draft) : request('PUT', `/lists/${id}`, draft))
export const deleteList = async (id: number): Promise<void> => void (await request('DELETE', `/lists/${id}`))

export const tweetsOfList = (id: number): Source<Tweet> => source(tweets, `/lists/${id}/tweets`)
export const membersOf = (id: number): Source<User> => source(users, `/lists/${id}/members`)
/** Returns the list. */
export const setMember = (id: number, username: string, isMember: boolean): Promise<MemberList> =>
  json(request(isMember ? 'PUT' : 'DELETE', `/lists/${id}/members/${encode(username)}`, isMember ? {} : undefined))
/** The viewer's lists that have a user. */
export const listsWith = (username: string): Promise<MemberList[]> => json(request('GET', `/users/${encode(username)}/lists`))
