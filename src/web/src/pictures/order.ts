/** Moves an item to another position. */
export function move<T>(items: readonly T[], from: number, to: number): T[] {
  if (from === to || !(from in items) || !(to in items)) return [...items]
  const rest = items.toSpliced(from, 1)
  return rest.toSpliced(to, 0, items[from]!)
}

/** Replaces an id, or removes it if there is no other (null). Returns the same list if it does not have the id. */
export function replaceId(ids: number[], old: number, next: number | null): number[] {
  const at = ids.indexOf(old)
  if (at < 0) return ids
  return next === null ? ids.toSpliced(at, 1) : ids.with(at, next)
}

/** Ids that the server knows. A picture has a negative one until it is uploaded. */
export const uploaded = (ids: readonly number[]): number[] => ids.filter((id) => id > 0)
