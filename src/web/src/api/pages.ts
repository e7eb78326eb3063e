import { readJson, request } from './http'

/** A page of a list, and where the next one is: null at the list's end. */
export type Page<T> = { items: T[]; next: string | null }

/** Reads the page at `path`; `pick` finds the items in the answer. */
export async function readPage<T, TBody>(path: string, pick: (body: TBody) => T[]): Promise<Page<T>> {
  const response = await request('GET', path)
  const items = pick(await readJson<TBody>(response))
  return { items, next: nextOf(response.headers.get('Link')) }
}

/**
 * The path behind `rel="next"` of a Link header (RFC 8288). Its host is left out: behind a proxy the server may know
 * itself by another name than we do.
 */
export function nextOf(link: string | null): string | null {
  for (const part of link?.split(/,\s*(?=<)/) ?? []) {
    const match = /^<([^>]*)>\s*;(.*)$/.exec(part)
    if (match?.[1] === undefined || !/\brel="?next"?/.test(match[2] ?? '')) continue
    const url = new URL(match[1], 'http://linnet.invalid')
    return url.pathname + url.search
  }
  return null
}
