import { mergeNewestFirst } from './merge'

/**
 * The ids of a list that grows at its top. New ids stay in `waiting` until the user reveals them, so that only the user's own
 * actions change the screen.
 */
export class LiveList {
  /** Shown, newest first. */
  ids: number[] = []
  /** Not shown yet, newest first. */
  waiting: number[] = []
  /** The path of the next page; null at the end. */
  next: string | null = null
  /** Set if ids may be missing between `waiting` and `ids`. They start at `next`. */
  gap: { next: string | null } | null = null

  /**
   * All ids up to this one have arrived. The viewer's own tweets do not move the mark, because slightly older tweets of others
   * may arrive later.
   */
  mark = 0

  /** Restarts with the first page. */
  replace(ids: number[], next: string | null): void {
    this.ids = ids
    this.next = next
    this.waiting = []
    this.gap = null
    this.mark = ids[0] ?? 0
  }

  /** Appends the next page without the ids already in the list; the list may have moved between two pages. */
  append(ids: number[], next: string | null): void {
    const known = new Set(this.ids)
    this.ids = [...this.ids, ...ids.filter((id) => !known.has(id))]
    this.next = next
  }

  /** Adds a new id from the socket. Ignores duplicates and ids older than the list. */
  announce(id: number): void {
    this.mark = Math.max(this.mark, id)
    if (this.ids.includes(id) || (this.ids.length > 0 && id < this.ids.at(-1)!)) return
    this.waiting = mergeNewestFirst(this.waiting, [id])
  }

  /**
   * Adds a page of missed ids, which are newer than `mark` was. If the page is full (`isWhole` is false), there may be a gap
   * after it, which starts at `next`.
   */
  catchUp(ids: number[], isWhole: boolean, next: string | null): void {
    const shown = new Set(this.ids)
    this.mark = Math.max(this.mark, ids[0] ?? 0)
    this.waiting = mergeNewestFirst(this.waiting, ids.filter((id) => !shown.has(id)))
    if (!isWhole) this.gap = { next }
  }

  /** Shows the waiting ids. After a gap the list restarts, so that no tweets are skipped. */
  reveal(): void {
    if (this.gap !== null) {
      this.ids = this.waiting
      this.next = this.gap.next
    } else {
      this.ids = mergeNewestFirst(this.waiting, this.ids)
    }
    this.waiting = []
    this.gap = null
  }

  /** Adds the viewer's own tweet, which is shown at once. */
  add(id: number): void {
    this.waiting = this.waiting.filter((other) => other !== id)
    this.ids = mergeNewestFirst([id], this.ids)
  }

  remove(id: number): void {
    this.ids = this.ids.filter((other) => other !== id)
    this.waiting = this.waiting.filter((other) => other !== id)
  }

  has(id: number): boolean {
    return this.ids.includes(id) || this.waiting.includes(id)
  }
}
