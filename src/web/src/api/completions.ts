import { json, request } from './http'
import { encode } from './linnet'
import type { CompletedTag, User } from './types'

const LIMIT = 6

/** Users whose names begin with `prefix`, those that the viewer follows first. */
export const completeUsers = (prefix: string): Promise<User[]> => json(request('GET', `/completions/users?prefix=${encode(prefix)}&limit=${LIMIT}`))
export const completeTags = (prefix: string): Promise<CompletedTag[]> => json(request('GET', `/completions/tags?prefix=${encode(prefix)}&limit=${LIMIT}`))
