import { json, request } from './http'
import type { Media, MediaEdit, UploadLimits } from './types'

export const getUploadLimits = (): Promise<UploadLimits> => json(request('GET', '/media/limits'))
/** One of the viewer's own pictures, in a tweet or not. */
export const getMedia = (id: number): Promise<Media> => json(request('GET', `/media/${id}`))
export const editMedia = (id: number, edit: MediaEdit): Promise<Media> => json(request('PUT', `/media/${id}`, edit))
export const deleteMedia = async (id: number): Promise<void> => void (await request('DELETE', `/media/${id}`))
