import { json, withToken, type Method } from './http'
import { unreachable } from './problem'
import type { Account, Media } from './types'

/** `onProgress` gets the sent share, from 0 to 1. `signal` ends the upload, which then fails with an `AbortError`. */
export type UploadOptions = { onProgress?: (share: number) => void; signal?: AbortSignal }

export type ProfilePicture = 'avatar' | 'header'

export const uploadMedia = (file: Blob, options: UploadOptions): Promise<Media> => json(upload('POST', '/media', file, options))
export const uploadProfilePicture = (picture: ProfilePicture, file: Blob, options: UploadOptions): Promise<Account> =>
  json(upload('PUT', `/users/me/${picture}`, file, options))

const upload = (method: Method, path: string, file: Blob, options: UploadOptions): Promise<Response> =>
  withToken((token) => send(method, path, file, token, options))

/** Not `fetch`, which does not report the progress of an upload. */
function send(method: Method, path: string, file: Blob, token: string | null, { onProgress, signal }: UploadOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    const aborted = (): void => reject(new DOMException('The upload was cancelled', 'AbortError'))
    if (signal?.aborted === true) return aborted()
    signal?.addEventListener('abort', () => call.abort(), { once: true })
    call.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total)
    call.onload = () => resolve(responseOf(call))
    call.onerror = () => reject(unreachable())
    call.onabort = aborted
    call.open(method, path)
    call.setRequestHeader('Accept', 'application/json')
    if (token !== null) call.setRequestHeader('Authorization', `Bearer ${token}`)
    const form = new FormData()
    form.append('file', file)
    call.send(form)
  })
}

function responseOf(call: XMLHttpRequest): Response {
  const wait = call.getResponseHeader('Retry-After')
  return new Response(call.responseText, { status: call.status, headers: wait === null ? {} : { 'Retry-After': wait } })
}
