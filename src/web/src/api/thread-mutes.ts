import { json, request } from './http'
import type { ThreadMuteResponse } from './types'

/** Mutes the thread of a tweet, or unmutes it. */
export const muteThread = (id: number, mute: boolean): Promise<ThreadMuteResponse> =>
  json(request(mute ? 'POST' : 'DELETE', `/tweets/${id}/mute`))
