import type { Quoted } from '../api/types'

/** The text shown instead of a quoted tweet that the viewer does not see. */
export const tombstones: Record<Exclude<Quoted['state'], 'shown'>, string> = {
  deleted: 'This tweet was deleted.',
  detached: 'The author detached this tweet from the quote.',
  unavailable: 'You cannot see this tweet.',
  blocked: 'You blocked the author of this tweet.',
  muted: 'You muted the author of this tweet.',
  nested: 'This tweet quotes another one.',
}

/** Whether the viewer may open the tweet: it is hidden by taste, or one level too deep to show. */
export const isOpenable = (state: Quoted['state']): boolean => state === 'blocked' || state === 'muted' || state === 'nested'
