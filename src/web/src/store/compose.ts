import { ref } from 'vue'
import type { ScheduledTweet, Tweet } from '../api/types'

/** A tweet being written. */
export type Composition = (
  | { kind: 'new' }
  | { kind: 'reply' | 'quote' | 'edit'; tweet: Tweet }
  /** A change of a tweet that waits, or failed. */
  | { kind: 'scheduled'; scheduled: ScheduledTweet }
) & {
  /** The draft on the server that it was opened from. */
  draft?: number
  error?: string
  /** The tweet of the thread that the error is about, from 0. */
  failedTweet?: number
}

/** The content of the compose dialog; null while it is closed. */
export const composition = ref<Composition | null>(null)

export function compose(next: Composition): void {
  composition.value = next
}
