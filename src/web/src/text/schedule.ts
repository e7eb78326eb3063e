import type { ScheduledTweet } from '../api/types'

const MINUTE = 60_000
const EARLIEST = 5 * MINUTE
const LATEST = 365 * 24 * 60 * MINUTE

/** What is wrong with the time of a scheduled tweet; null if it can be sent. */
export function scheduleProblem(iso: string, now: Date): string | null {
  const ahead = Date.parse(iso) - now.getTime()
  if (Number.isNaN(ahead)) return 'Choose a day and a time.'
  if (ahead < EARLIEST) return 'Choose a time at least 5 minutes ahead.'
  return ahead > LATEST ? 'Choose a time within a year.' : null
}

/** The first full hour that is at least an hour ahead. */
export const firstSuggestion = (now: Date): string => {
  const hour = new Date(now.getTime() + 2 * 60 * MINUTE)
  hour.setMinutes(0, 0, 0)
  return hour.toISOString()
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The value of a `datetime-local` field, which is in the viewer's time zone; empty for no time. */
export function toField(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The moment of a `datetime-local` field; empty for no time. */
export function fromField(value: string): string {
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}

/** Those that failed first, because they need the viewer; then by time. */
export const byTime = (a: ScheduledTweet, b: ScheduledTweet): number =>
  Number(b.state === 'failed') - Number(a.state === 'failed') || Date.parse(a.scheduled_at) - Date.parse(b.scheduled_at) || a.id - b.id
