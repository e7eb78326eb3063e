import { computed, ref, type WritableComputedRef } from 'vue'
import type { TweetOptions } from '../api/types'
import { keepMedia, loadUploadLimits, hasUnsavedTexts, stateOf, uploadLimits } from '../store/pictures'
import type { Composition } from '../store/compose'
import { showErrorToast, showToast } from '../store/toasts'
import { withPictures, type Part } from '../text/parts'

type Draft = { options: WritableComputedRef<TweetOptions>; more: WritableComputedRef<Part[]> }

/** The pictures of a composer: those of the first tweet (part 0) and of the others of a thread. */
export function useComposerPictures(to: Composition, { options, more }: Draft) {
  const media = to.kind === 'edit' ? to.tweet.media ?? [] : []
  const initial = media.map(({ id }) => id)
  // After a failure, what was written about the pictures is still here.
  if (to.error === undefined) keepMedia(media)

  const first = computed<number[]>({
    get: () => options.value.media_ids ?? initial,
    set: (ids) => {
      const { media_ids: _, ...rest } = options.value
      options.value = ids.join() === initial.join() ? rest : { ...rest, media_ids: ids }
    },
  })
  const all = computed(() => [first.value, ...more.value.map((part) => part.media_ids ?? [])])
  const ids = computed(() => all.value.flat())
  const isOver = ref(false)

  function set(part: number, changed: number[]): void {
    if (part === 0) first.value = changed
    else more.value = more.value.map((it, position) => (position === part - 1 ? withPictures(it, changed) : it))
  }

  async function add(part: number, files: readonly File[]): Promise<void> {
    try {
      const { uploadPictures } = await import('../store/uploads')
      const [before, most] = [all.value[part] ?? [], uploadLimits.value.per_tweet]
      const accepted = files.slice(0, Math.max(0, most - before.length))
      if (accepted.length < files.length) showToast(`A tweet has at most ${most} pictures.`, true)
      if (accepted.length > 0) set(part, [...before, ...uploadPictures(accepted)])
    } catch (error) {
      showErrorToast('The pictures were not added.', error)
    }
  }

  /** A text that was copied with pictures, as from a document, is pasted as text. */
  function onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain') === true) return
    event.preventDefault()
    void add(partAt(event), files)
  }

  function onDragOver(event: DragEvent): void {
    if (!hasFiles(event)) return
    event.preventDefault()
    isOver.value = true
  }

  function onDrop(event: DragEvent): void {
    isOver.value = false
    if (!hasFiles(event)) return
    event.preventDefault()
    void add(partAt(event), [...(event.dataTransfer?.files ?? [])])
  }

  const hasFiles = (event: DragEvent): boolean => uploadLimits.value.is_available && event.dataTransfer?.types.includes('Files') === true

  return {
    first,
    /** The ids of the pictures of each tweet. */
    all,
    ids,
    state: computed(() => stateOf(ids.value)),
    hasTooMany: computed(() => all.value.some((part) => part.length > uploadLimits.value.per_tweet)),
    hasUnsavedTexts: computed(() => ids.value.some(hasUnsavedTexts)),
    isOver,
    add,
    listeners: { paste: onPaste, dragover: onDragOver, dragleave: () => { isOver.value = false }, drop: onDrop, focusin: loadUploadLimits, pointerenter: loadUploadLimits },
  }
}

/** The tweet of the thread in which something was pasted or dropped. */
function partAt({ target }: Event): number {
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-part]') : null
  return Number(part?.dataset['part'] ?? 0)
}
