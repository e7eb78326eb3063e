import { json, request } from './http'
import { encode, MAX_IDS, source, users, type Source } from './linnet'
import type { Relationship, User } from './types'

/** Returns the relationships with the users that exist, in the order of `ids`. Leaves out the viewer. */
export async function getRelationships(ids: number[]): Promise<Relationship[]> {
  const found: Relationship[] = []
  for (let at = 0; at < ids.length; at += MAX_IDS)
    found.push(...await json<Relationship[]>(request('GET', `/relationships?ids=${ids.slice(at, at + MAX_IDS).join(',')}`)))
  return found
}

const act = (method: 'POST' | 'DELETE', username: string, what: string, body?: unknown): Promise<Relationship> =>
  json(request(method, `/users/${encode(username)}/${what}`, body))

export const blockUser = (username: string, block: boolean): Promise<Relationship> => act(block ? 'POST' : 'DELETE', username, 'block')

/** @param seconds null mutes for good */
export const muteUser = (username: string, seconds: number | null, notifications: boolean): Promise<Relationship> =>
  act('POST', username, 'mute', { duration_seconds: seconds, notifications })
export const unmuteUser = (username: string): Promise<Relationship> => act('DELETE', username, 'mute')
export const hideReposts = (username: string, hide: boolean): Promise<Relationship> =>
  act(hide ? 'POST' : 'DELETE', username, 'reposts/hide')
export const removeFollower = (username: string): Promise<Relationship> => act('DELETE', username, 'follower')

export const blockedUsers: Source<User> = source(users, '/blocks')
export const mutedUsers: Source<User> = source(users, '/mutes')

/** The users who ask to follow the viewer. */
export const followRequests: Source<User> = source(users, '/follow_requests')
export const answerFollowRequest = (userId: number, accept: boolean): Promise<Relationship> =>
  json(request('POST', `/follow_requests/${userId}/${accept ? 'accept' : 'reject'}`))
