/** Greater ids are newer. Negative ids are tweets being sent, which are newer than all others. */
const rank = (id: number): number => (id < 0 ? Number.MAX_SAFE_INTEGER + id : id)

export const newestFirst = (a: number, b: number): number => rank(b) - rank(a)

/** Merges both lists, newest first, without duplicates. */
export function mergeNewestFirst(a: number[], b: number[]): number[] {
  return [...new Set([...a, ...b])].sort(newestFirst)
}
