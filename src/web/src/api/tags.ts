import { json, request } from './http'
import { encode, source, tweets, type Source } from './linnet'
import { readPage, type Page } from './pages'
import type { FollowedTag, Tag, Tweet } from './types'

const path = (tag: string): string => `/tags/${encode(tag)}`

export const getTag = (tag: string): Promise<Tag> => json(request('GET', path(tag)))
export const tweetsWith = (tag: string): Source<Tweet> => source(tweets, `${path(tag)}/tweets`)
export const followTag = (tag: string, follow: boolean): Promise<Tag> => json(request(follow ? 'PUT' : 'DELETE', `${path(tag)}/follow`))
export const followedTags = (): Promise<Page<FollowedTag>> => readPage<FollowedTag, FollowedTag[]>('/followed_tags?limit=100', (tags) => tags)
