import { deleteMedia } from '../api/media'
import { asProblem, type Problem } from '../api/problem'
import type { Media } from '../api/types'
import { uploadMedia } from '../api/upload'
import { fileProblem, uploadProblem, type UploadProblem } from '../pictures/upload-problem'
import { replacePicture } from './drafts'
import { dropPicture, findPicture, finishUpload, keepPicture, loadPicture, loadUploadLimits, uploadLimits } from './pictures'

/** How many files are sent at once. The server processes only a few of an account. */
const AT_ONCE = 2

/** How often a file is sent again if the server is busy, and after how many seconds if it does not say. */
const BUSY_TRIES = 4
const BUSY_SECONDS = 2

type Upload = { file: File; abort: AbortController }

const uploads = new Map<number, Upload>()
const waiting: number[] = []
let running = 0
let lastId = 0

/** Begins to upload files. Returns their ids, which are negative until they are uploaded. */
export function uploadPictures(files: readonly File[]): number[] {
  return files.map((file) => {
    const id = --lastId
    keepPicture({ id, key: id, state: 'uploading', progress: 0, problem: null, media: null, description: '', focus: null, preview: URL.createObjectURL(file) })
    uploads.set(id, { file, abort: new AbortController() })
    enqueue(id)
    return id
  })
}

/** Sends a failed file again, or loads a picture again. */
export function retryPicture(id: number): void {
  const picture = findPicture(id)
  const upload = uploads.get(id)
  if (picture === undefined || upload === undefined) return void loadPicture(id)
  Object.assign(picture, { state: 'uploading', progress: 0, problem: null })
  enqueue(id)
}

/** Ends an upload and forgets the picture. */
export function cancelPicture(id: number): void {
  uploads.get(id)?.abort.abort()
  uploads.delete(id)
  dropPicture(id, false)
}

function enqueue(id: number): void {
  waiting.push(id)
  void next()
}

async function next(): Promise<void> {
  if (running >= AT_ONCE) return
  const id = waiting.shift()
  if (id === undefined) return
  running++
  try {
    await upload(id)
  } finally {
    running--
    void next()
  }
}

async function upload(id: number): Promise<void> {
  const it = uploads.get(id)
  if (it === undefined) return
  await loadUploadLimits()
  const wrong = fileProblem(it.file, uploadLimits.value)
  if (wrong !== null) return fail(id, wrong)
  try {
    const media = await send(id, it)
    receive(id, media)
  } catch (error) {
    if (!it.abort.signal.aborted) fail(id, uploadProblem(asProblem(error), uploadLimits.value))
  }
}

async function send(id: number, { file, abort: { signal } }: Upload): Promise<Media> {
  for (let tries = 1; ; tries++) {
    try {
      return await uploadMedia(file, { signal, onProgress: (progress) => { Object.assign(findPicture(id) ?? {}, { progress }) } })
    } catch (error) {
      const problem = asProblem(error)
      if (signal.aborted || problem.code !== 'media_busy' || tries === BUSY_TRIES) throw error
      await pause(problem, signal)
    }
  }
}

const pause = ({ retryAfter }: Problem, signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  signal.addEventListener('abort', () => resolve(), { once: true })
  setTimeout(resolve, (retryAfter ?? BUSY_SECONDS) * 1000)
})

function fail(id: number, problem: UploadProblem): void {
  Object.assign(findPicture(id) ?? {}, { state: 'failed', problem })
}

/** Deletes the picture if its draft was discarded in the meantime. */
function receive(id: number, media: Media): void {
  const before = findPicture(id)
  uploads.delete(id)
  if (before === undefined) return void deleteMedia(media.id).catch(() => undefined)
  finishUpload(before, media)
  if (!replacePicture(id, media.id)) dropPicture(media.id, false)
}
