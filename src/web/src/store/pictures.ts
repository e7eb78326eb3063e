import { reactive, ref } from 'vue'
import { deleteMedia, editMedia, getMedia, getUploadLimits } from '../api/media'
import { asProblem } from '../api/problem'
import type { Media, UploadLimits } from '../api/types'
import { uploaded } from '../pictures/order'
import type { UploadProblem } from '../pictures/upload-problem'
import { updateMedia } from './tweets'

/** A picture in a composer. Its id is negative until it is uploaded. */
export type Picture = {
  id: number
  /** The first id, which stays. */
  key: number
  state: 'loading' | 'uploading' | 'ready' | 'failed'
  /** The sent share, from 0 to 1. */
  progress: number
  problem: UploadProblem | null
  /** As the server has it. */
  media: Media | null
  /** What is in the fields, which the server may not have yet. */
  description: string
  focus: string | null
  /** The address of the file on this device. */
  preview: string | null
}

/** Used until the server's limits are known, and where it does not answer. */
const DEFAULT_LIMITS: UploadLimits = {
  is_available: true,
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
  max_bytes: 16_777_216,
  max_megapixels: 50,
  max_frames: 600,
  per_tweet: 4,
  description_length: 1500,
}

export const uploadLimits = ref<UploadLimits>(DEFAULT_LIMITS)

let limitsRequest: Promise<void> | null = null

/** Asks the server for its limits, once. */
export function loadUploadLimits(): Promise<void> {
  limitsRequest ??= getUploadLimits().then((limits) => { uploadLimits.value = limits }, () => { limitsRequest = null })
  return limitsRequest
}

const pictures = reactive(new Map<number, Picture>())

export const findPicture = (id: number): Picture | undefined => pictures.get(id)

export function keepPicture(picture: Picture): Picture {
  pictures.set(picture.id, picture)
  return pictures.get(picture.id)!
}

/** Adds pictures of a tweet or of a draft, as the server has them. What was written about them and not sent is lost. */
export function keepMedia(all: readonly Media[]): void {
  for (const media of all) keepPicture(pictureOf(media))
}

export const pictureOf = (media: Media, preview: string | null = null): Picture => ({
  id: media.id,
  key: media.id,
  state: 'ready',
  progress: 1,
  problem: null,
  media,
  description: media.description ?? '',
  focus: media.focus,
  preview,
})

/** Loads the pictures of a restored draft. */
export function loadPictures(ids: readonly number[]): void {
  for (const id of uploaded(ids)) if (!pictures.has(id)) void loadPicture(id)
}

export async function loadPicture(id: number): Promise<void> {
  const blank = { id, key: id, progress: 0, problem: null, media: null, description: '', focus: null, preview: null }
  keepPicture({ ...blank, state: 'loading' })
  try {
    keepPicture(pictureOf(await getMedia(id)))
  } catch (error) {
    const problem = asProblem(error)
    const isGone = problem.status === 404
    const message = isGone ? 'The server has deleted this picture, because it was not posted. Remove it here.' : problem.message
    keepPicture({ ...blank, state: 'failed', problem: { message, canRetry: !isGone } })
  }
}

/** `waiting`: some are still being uploaded. `failed`: some need the user. */
export function stateOf(ids: readonly number[]): 'ready' | 'waiting' | 'failed' {
  const states = ids.map((id) => pictures.get(id)?.state ?? 'loading')
  if (states.includes('failed')) return 'failed'
  return states.every((state) => state === 'ready') ? 'ready' : 'waiting'
}

/** Whether a picture has a description or a focal point that the server does not have. */
export const hasUnsavedTexts = (id: number): boolean => {
  const picture = pictures.get(id)
  return picture?.media != null && (picture.description.trim() !== (picture.media.description ?? '') || picture.focus !== picture.media.focus)
}

/** Saves descriptions and focal points, also of pictures in a tweet. */
export async function saveDescriptions(ids: readonly number[]): Promise<void> {
  await Promise.all(uploaded(ids).filter(hasUnsavedTexts).map(async (id) => {
    const { description, focus } = pictures.get(id)!
    const media = await editMedia(id, { description: description.trim() || null, focus })
    // What was written in the meantime stays.
    Object.assign(pictures.get(id) ?? {}, { media })
    updateMedia(media)
  }))
}

/** The pictures of a tweet that is being sent. */
export const mediaOf = (ids: readonly number[]): Media[] => ids.map((id) => pictures.get(id)?.media).filter((media) => media != null)

/** Puts an uploaded picture in the place of its file. What was written about it in the meantime stays. */
export function finishUpload({ id, key, description, focus, preview }: Picture, media: Media): void {
  pictures.delete(id)
  keepPicture({ ...pictureOf(media, preview), key, description, focus })
}

/** Forgets a picture that the user removed. `isUsed`: a tweet or a saved draft may have it, so the server keeps it. */
export function dropPicture(id: number, isUsed: boolean): void {
  const picture = pictures.get(id)
  if (picture?.preview != null) URL.revokeObjectURL(picture.preview)
  pictures.delete(id)
  if (id > 0 && !isUsed) void deleteMedia(id).catch(() => undefined)
}

export function clearPictures(): void {
  for (const { preview } of pictures.values()) if (preview !== null) URL.revokeObjectURL(preview)
  pictures.clear()
  uploadLimits.value = DEFAULT_LIMITS
  limitsRequest = null
}

