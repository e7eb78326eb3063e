import type { Tweet } from '../api/types'

/** The words in place of a tweet that matches filters of the viewer; empty if it matches none. */
export const filterReason = ({ filtered }: Tweet): string =>
  filtered === undefined || filtered.length === 0 ? '' : `Filtered: ${filtered.map(({ title }) => title).join(', ')}`
