import { json, request } from './http'
import { readPage, type Page } from './pages'
import type {
  Account, AccountUpdate, FollowResponse, LikeResponse, NewTweet, PostedThread, Session, TimelineResponse, Tweet, TweetEdit, User, UserWithRelationship,
} from './types'

/** The size of a page. */
export const PAGE = 20

export const encode = encodeURIComponent
const identity = <T>(items: T[]): T[] => items
export const tweets = (path: string): Promise<Page<Tweet>> => readPage<Tweet, Tweet[]>(path, identity)
export const users = (path: string): Promise<Page<User>> => readPage<User, User[]>(path, identity)
const home = (path: string): Promise<Page<Tweet>> => readPage<Tweet, TimelineResponse>(path, (timeline) => timeline.tweets)

/** A list that is read page by page and can be asked for newer items. */
export type Source<T> = {
  first(): Promise<Page<T>>
  more(next: string): Promise<Page<T>>
  /** The items newer than `id`, newest first, at most `CATCH_UP`. */
  since(id: number): Promise<Page<T>>
}

/** The page size for newer items. A full page may not contain all of them. */
export const CATCH_UP = 100

/** The list at `path`. `size` is the name of its page size. */
export const source = <T>(read: (path: string) => Promise<Page<T>>, path: string, size = 'limit'): Source<T> => ({
  first: () => read(`${path}?${size}=${PAGE}`),
  more: read,
  since: (id) => read(`${path}?${size}=${CATCH_UP}&since_id=${id}`),
})

export const homeTimeline = source(home, '/tweets/timeline', 'page_size')
export const publicTweets = source(tweets, '/tweets/')
export const tweetsBy = (username: string): Source<Tweet> => source(tweets, `/tweets/user/${encode(username)}`)
export const repliesTo = (id: number): Source<Tweet> => source(tweets, `/tweets/${id}/replies`)
export const allUsers = source(users, '/users/')
export const followersOf = (username: string): Source<User> => source(users, `/users/${encode(username)}/followers`)
export const followedBy = (username: string): Source<User> => source(users, `/users/${encode(username)}/following`)

/** The first users that `username` follows with an id greater than `id`. */
export const followedAfter = (username: string, id: number): Promise<Page<User>> =>
  users(`/users/${encode(username)}/following?limit=${CATCH_UP}&min_id=${id}`)

/** The server's limit of ids in one request. */
export const MAX_IDS = 100

/** Returns the tweets that exist. */
export const getTweets = (ids: number[]): Promise<Tweet[]> => json(request('GET', `/tweets/?ids=${ids.join(',')}`))

export const getTweet = (id: number): Promise<Tweet> => json(request('GET', `/tweets/${id}`))
/** @param key the idempotency key: a retry with the same key does not post the tweet again */
export const postTweet = (draft: NewTweet, key: string): Promise<Tweet> =>
  json(request('POST', '/tweets/', draft, { 'Idempotency-Key': key }))
/** Posts one tweet, or several as a thread: all of them, or none. */
export const postTweets = async (drafts: NewTweet[], key: string): Promise<Tweet[]> =>
  drafts.length === 1
    ? [await postTweet(drafts[0]!, key)]
    : (await json<PostedThread>(request('POST', '/tweets/thread', { tweets: drafts }, { 'Idempotency-Key': key }))).tweets
export const editTweet = (id: number, edit: TweetEdit): Promise<Tweet> => json(request('PUT', `/tweets/${id}`, edit))
export const deleteTweet = async (id: number): Promise<void> => void (await request('DELETE', `/tweets/${id}`))
export const likeTweet = (id: number, like: boolean): Promise<LikeResponse> =>
  json(request(like ? 'POST' : 'DELETE', `/tweets/${id}/like`))

export const getUser = (username: string): Promise<UserWithRelationship> => json(request('GET', `/users/${encode(username)}`))
export const followUser = (username: string, follow: boolean): Promise<FollowResponse> =>
  json(request(follow ? 'POST' : 'DELETE', `/users/${encode(username)}/follow`))

export const getMe = (): Promise<Account> => json(request('GET', '/users/me'))
export const updateMe = (update: AccountUpdate, headers?: HeadersInit): Promise<Account> =>
  json(request('PUT', '/users/me', update, headers))
export const deleteMe = async (currentPassword: string): Promise<void> =>
  void (await request('DELETE', '/users/me', { current_password: currentPassword }))

export const listSessions = (): Promise<Session[]> => json(request('GET', '/auth/sessions'))
/** A ticket opens one live connection and expires after 30 seconds. A token in the URL would end up in logs. */
export const getSocketTicket = async (): Promise<string> => (await json<{ ticket: string }>(request('POST', '/ws/ticket'))).ticket

export const endSession = async (id: number): Promise<void> => void (await request('DELETE', `/auth/sessions/${id}`))
