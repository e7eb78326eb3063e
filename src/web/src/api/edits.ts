import { readPage, type Page } from './pages'
import type { TweetVersion } from './types'

/** The versions of a tweet, oldest first. */
export const versionsAt = (path: string): Promise<Page<TweetVersion>> => readPage<TweetVersion, TweetVersion[]>(path, (versions) => versions)

export const versionsOf = (id: number): string => `/tweets/${id}/history?limit=100`
