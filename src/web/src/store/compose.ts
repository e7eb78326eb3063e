import { ref } from 'vue'
import type { Tweet } from '../api/types'

/** A tweet being written. */
export type Composition = (
  | { kind: 'new' }
  | { kind: 'reply' | 'quote' | 'edit'; tweet: Tweet }
) & {
  /** The draft on the server that it was opened from. */
  draft?: number
  error?: string
}

/** The content of the compose dialog; null while it is closed. */
export const composition = ref<Composition | null>(null)

export function compose(next: Composition): void {
  composition.value = next
}
