import { json, request } from './http'
import { PAGE } from './linnet'
import { readPage, type Page } from './pages'
import type { Bookmark, BookmarkResponse } from './types'

/** The page of the viewer's bookmarks at `path`, or the first one. */
export const bookmarks = (path = `/bookmarks?limit=${PAGE}`): Promise<Page<Bookmark>> => readPage<Bookmark, Bookmark[]>(path, (items) => items)

export const bookmarkTweet = (id: number, keep: boolean): Promise<BookmarkResponse> =>
  json(request(keep ? 'POST' : 'DELETE', `/tweets/${id}/bookmark`))
