/** Of two ids the greater is the newer; a negative one stands for a tweet that is being sent, newer than all. */
const rank = (id: number): number => (id < 0 ? Number.MAX_SAFE_INTEGER + id : id)

export const newestFirst = (a: number, b: number): number => rank(b) - rank(a)

/** Both lists in one, the newest first, each id once. */
export function mergeNewestFirst(a: number[], b: number[]): number[] {
  return [...new Set([...a, ...b])].sort(newestFirst)
}
