import { ref } from 'vue'
import type { Tweet } from '../api/types'

/** What is being written. */
export type Composition =
  | { kind: 'new'; error?: string }
  | { kind: 'reply' | 'quote' | 'edit'; tweet: Tweet; error?: string }

/** What the dialog for writing shows; null while it is closed. */
export const composition = ref<Composition | null>(null)

export function compose(next: Composition): void {
  composition.value = next
}
