import { readJson, request } from './http'

/** A page of a list. `next` is the path of the next page, null at the end. */
export type Page<T> = { items: T[]; next: string | null }

/** Reads the page at `path`; `pick` returns the items of the response body. */
export async function readPage<T, TBody>(path: string, pick: (body: TBody) => T[]): Promise<Page<T>> {
  const response = await request('GET', path)
  const items = pick(await readJson<TBody>(response))
  return { items, next: nextOf(response.headers.get('Link')) }
}

/**
 * Returns the path of `rel="next"` in a Link header (RFC 8288). Ignores the host, because behind a proxy the server may not
 * know its public name.
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
