import { json, request } from './http'
import type { Filter, FilterDraft } from './types'

export const listFilters = (): Promise<Filter[]> => json(request('GET', '/filters'))

/** @param id null for a new filter */
export const saveFilter = (id: number | null, draft: FilterDraft): Promise<Filter> =>
  json(id === null ? request('POST', '/filters', draft) : request('PUT', `/filters/${id}`, draft))

export const deleteFilter = async (id: number): Promise<void> => void (await request('DELETE', `/filters/${id}`))
