import { ref } from 'vue'
import type { Media } from '../api/types'

/** The pictures that are shown in full, and which of them; null while the dialog is closed. */
export const viewed = ref<{ media: Media[]; index: number } | null>(null)

export function viewPictures(media: Media[], index: number): void {
  viewed.value = { media, index }
}
