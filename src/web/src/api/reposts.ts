import { json, request } from './http'
import { source, tweets, users, type Source } from './linnet'
import type { Policy, Tweet, User } from './types'

/** Returns the repost, or the original after an undo. */
export const repostTweet = (id: number, repost: boolean): Promise<Tweet> => json(request(repost ? 'PUT' : 'DELETE', `/tweets/${id}/repost`))

export const likersOf = (id: number): Source<User> => source(users, `/tweets/${id}/likes`)
export const repostersOf = (id: number): Source<User> => source(users, `/tweets/${id}/reposts`)
export const quotesOf = (id: number): Source<Tweet> => source(tweets, `/tweets/${id}/quotes`)
export const hiddenRepliesTo = (id: number): Source<Tweet> => source(tweets, `/tweets/${id}/hidden_replies`)

export const setReplyPolicy = (id: number, policy: Policy): Promise<Tweet> => json(request('PUT', `/tweets/${id}/reply_policy`, { policy }))
export const setQuotePolicy = (id: number, policy: Policy): Promise<Tweet> => json(request('PUT', `/tweets/${id}/quote_policy`, { policy }))

/** Hides a reply to a tweet of the viewer, or shows it again. */
export const hideReply = (id: number, hide: boolean): Promise<Tweet> => json(request(hide ? 'POST' : 'DELETE', `/tweets/${id}/hide`))

/** Detaches a quote from a tweet of the viewer. Returns the quote. */
export const detachQuote = (id: number, quoteId: number): Promise<Tweet> => json(request('DELETE', `/tweets/${id}/quotes/${quoteId}`))
