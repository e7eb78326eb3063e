import { json, request } from './http'
import { encode } from './linnet'
import type { Tweet } from './types'

/** The tweets that a user has pinned, the last pin first. */
export const pinsOf = (username: string): Promise<Tweet[]> => json(request('GET', `/users/${encode(username)}/pins`))

/** Returns the tweet. */
export const pinTweet = (id: number, pin: boolean): Promise<Tweet> => json(request(pin ? 'POST' : 'DELETE', `/tweets/${id}/pin`))
