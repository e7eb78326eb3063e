import { mergeNewestFirst } from './merge'

/**
 * The ids of a list that grows at its top while somebody reads it. What is new waits in `waiting` until it is asked for:
 * nothing but the reader's own acts changes what is on the screen.
 */
export class LiveList {
  /** On the screen, the newest first. */
  ids: number[] = []
  /** Not on the screen yet, the newest first. */
  waiting: number[] = []
  /** Where the next page is; null at the end. */
  next: string | null = null
  /** Set when what waits is not all that is new: between it and `ids` something may be missing, which begins at `next`. */
  gap: { next: string | null } | null = null

  /**
   * All that is in the list up to this id has arrived. One's own tweets do not move it: what others posted shortly
   * before them may still be on its way.
   */
  mark = 0

  /** Begins anew with the first page. */
  replace(ids: number[], next: string | null): void {
    this.ids = ids
    this.next = next
    this.waiting = []
    this.gap = null
    this.mark = ids[0] ?? 0
  }

  /** The next page. An id that is there already, because the list moved between two pages, is not shown twice. */
  append(ids: number[], next: string | null): void {
    const known = new Set(this.ids)
    this.ids = [...this.ids, ...ids.filter((id) => !known.has(id))]
    this.next = next
  }

  /** Something new, told by the socket. Telling it twice, or late, is no harm. */
  announce(id: number): void {
    this.mark = Math.max(this.mark, id)
    if (this.ids.includes(id) || (this.ids.length > 0 && id < this.ids.at(-1)!)) return
    this.waiting = mergeNewestFirst(this.waiting, [id])
  }

  /**
   * What was missed while the socket was away, as a page of what is newer than `mark` was. A full page (`isWhole` is
   * false) may leave a gap, behind which `next` goes on.
   */
  catchUp(ids: number[], isWhole: boolean, next: string | null): void {
    const shown = new Set(this.ids)
    this.mark = Math.max(this.mark, ids[0] ?? 0)
    this.waiting = mergeNewestFirst(this.waiting, ids.filter((id) => !shown.has(id)))
    if (!isWhole) this.gap = { next }
  }

  /** Shows what waits. Across a gap the list starts anew, so that nothing in it is skipped unseen. */
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

  /** One's own act, which is shown at once. */
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
