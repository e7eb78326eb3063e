import { json, request } from './http'
import type { ImportResult } from './types'

export type TransferList = 'follows' | 'blocks' | 'mutes'

export const exportList = async (list: TransferList): Promise<Blob> => (await request('GET', `/exports/${list}.csv`)).blob()

export const importPart = (list: TransferList, csv: string): Promise<ImportResult> => json(request('POST', `/imports/${list}`, { csv }))
