import { json, request } from './http'
import type { Poll } from './types'

/** Votes for the options at these positions. Returns the poll as the viewer sees it from now on. */
export const voteInPoll = (id: number, choices: number[]): Promise<Poll> => json(request('POST', `/polls/${id}/votes`, { choices }))
