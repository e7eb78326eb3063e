import { json, request } from './http'
import type { PostedThread, SavedDraft, Tweet } from './types'

/** The server's limit of drafts, all in one page. */
const MOST = 100

export const listDrafts = (): Promise<SavedDraft[]> => json(request('GET', `/drafts?limit=${MOST}`))
export const getDraft = (id: number): Promise<SavedDraft> => json(request('GET', `/drafts/${id}`))
export const createDraft = (body: SavedDraft['body']): Promise<SavedDraft> => json(request('POST', '/drafts', { body }))
/** @param version the version that was changed: fails with `draft_changed` if the draft has another one */
export const replaceDraft = (id: number, body: SavedDraft['body'], version: number): Promise<SavedDraft> =>
  json(request('PUT', `/drafts/${id}`, { body, if_version: version }))
export const deleteDraft = async (id: number): Promise<void> => void (await request('DELETE', `/drafts/${id}`))
/**
 * Posts a draft. Returns its tweet, or the tweets of its thread.
 * @param key the idempotency key: a retry with the same key does not post the draft again
 */
export async function publishDraft(id: number, key: string): Promise<Tweet[]> {
  const posted = await json<Tweet | PostedThread>(request('POST', `/drafts/${id}/publish`, undefined, { 'Idempotency-Key': key }))
  return 'tweets' in posted ? posted.tweets : [posted]
}
