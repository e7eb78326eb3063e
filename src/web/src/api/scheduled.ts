import { json, request } from './http'
import { CATCH_UP } from './linnet'
import { readPage, type Page } from './pages'
import type { NewTweet, ScheduledTweet } from './types'

/** All scheduled tweets of the viewer, those that failed included. */
export async function listScheduled(): Promise<ScheduledTweet[]> {
  const all: ScheduledTweet[] = []
  for (let path: string | null = `/scheduled?limit=${CATCH_UP}`; path !== null;) {
    const page: Page<ScheduledTweet> = await readPage<ScheduledTweet, ScheduledTweet[]>(path, (items) => items)
    all.push(...page.items)
    path = page.next
  }
  return all
}

/** @param key the idempotency key: a retry with the same key does not schedule the tweet again */
export const scheduleTweet = (draft: NewTweet, key: string): Promise<ScheduledTweet> =>
  json(request('POST', '/tweets/', draft, { 'Idempotency-Key': key }))
export const replaceScheduled = (id: number, draft: NewTweet): Promise<ScheduledTweet> => json(request('PUT', `/scheduled/${id}`, draft))
export const deleteScheduled = async (id: number): Promise<void> => void (await request('DELETE', `/scheduled/${id}`))
