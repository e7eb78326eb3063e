import { Problem } from '../api/problem'
import type { UploadLimits } from '../api/types'

const names: Record<string, string> = {
  'image/jpeg': 'JPEG', 'image/png': 'PNG', 'image/webp': 'WebP', 'image/gif': 'GIF', 'image/avif': 'AVIF',
}

const MEGA = 1_048_576

/** What went wrong with an upload, for users. `canRetry`: the same file may succeed later. */
export type UploadProblem = { message: string; canRetry: boolean }

/** What is wrong with a file before it is sent; null if nothing is. The server looks at the content, not at the name. */
export function fileProblem(file: { size: number; type: string }, limits: UploadLimits): UploadProblem | null {
  if (file.type !== '' && !limits.types.includes(file.type)) return refuse(typesMessage(limits))
  return file.size > limits.max_bytes ? refuse(sizeMessage(limits)) : null
}

/** The server's answer in plain words. */
export function uploadProblem(problem: Problem, limits: UploadLimits): UploadProblem {
  const code = problem.fieldErrors[0]?.type ?? problem.code
  switch (code) {
    case 'media_type':
      return refuse(typesMessage(limits))
    case 'media_damaged':
      return refuse('The file is damaged. Choose another one.')
    case 'media_too_many_pixels':
      return refuse(`The picture is too large. Use at most ${limits.max_megapixels} megapixels.`)
    case 'media_too_many_frames':
      return refuse(`The animation is too long. Use at most ${limits.max_frames} frames.`)
    case 'media_too_slow':
      return refuse('The picture takes too long to process. Use a smaller one.')
    case 'media_unavailable':
      return refuse('This server cannot process pictures.')
    case 'media_busy':
      return { message: 'The server is busy with other pictures. Try again in a moment.', canRetry: true }
  }
  if (problem.status === 413) return refuse(sizeMessage(limits))
  if (problem.status === 507) return { message: 'The server has no space left. Try again later.', canRetry: true }
  return { message: problem.message, canRetry: problem.isOutage }
}

const refuse = (message: string): UploadProblem => ({ message, canRetry: false })

const sizeMessage = ({ max_bytes: bytes }: UploadLimits): string => `The file is too large. Use at most ${Math.floor((bytes / MEGA) * 10) / 10} MB.`

function typesMessage({ types }: UploadLimits): string {
  const all = types.map((type) => names[type] ?? type)
  return `This file is not a picture of a kind that the server accepts: ${all.slice(0, -1).join(', ')} or ${all.at(-1)}.`
}
