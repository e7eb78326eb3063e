import { json, request } from './http'
import type { ThreadContext } from './types'

/** The thread around a tweet. @param skip how many of the descendants are known */
export const getThread = (id: number, skip = 0): Promise<ThreadContext> => json(request('GET', `/tweets/${id}/context?skip=${skip}`))
