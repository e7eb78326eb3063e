import type { NewPoll, Poll } from '../api/types'
import { countCodePoints } from './count'
import { plural, timeTo } from './time'

export const MAX_OPTIONS = 4
export const OPTION_LIMIT = 50

/** How long a new poll may take votes, in seconds. */
export const DURATIONS: readonly { seconds: number; name: string }[] = [
  { seconds: 300, name: '5 minutes' },
  { seconds: 3_600, name: '1 hour' },
  { seconds: 21_600, name: '6 hours' },
  { seconds: 86_400, name: '1 day' },
  { seconds: 259_200, name: '3 days' },
  { seconds: 604_800, name: '7 days' },
]

export const EMPTY_POLL: NewPoll = { options: ['', ''], expires_in: 86_400, multiple: false, hide_totals: false }

/** The options that were filled in. */
export const filledOptions = ({ options }: NewPoll): string[] => options.map((it) => it.trim()).filter((it) => it !== '')

/** What is wrong with a new poll; null if it can be posted. */
export function pollProblem(poll: NewPoll): string | null {
  const filled = filledOptions(poll)
  if (filled.length < 2) return 'A poll needs at least two options.'
  if (new Set(filled).size < filled.length) return 'Two options are the same.'
  if (filled.some((it) => countCodePoints(it) > OPTION_LIMIT)) return `An option has at most ${OPTION_LIMIT} characters.`
  return null
}

export const isOver = (poll: Poll, now: Date): boolean => poll.expired || Date.parse(poll.expires_at) <= now.getTime()

/** The share of the voters who chose an option, in percent; null while it is hidden. */
export function shareOf(poll: Poll, position: number): number | null {
  const count = poll.options[position]?.votes_count
  if (count == null || poll.voters_count === null) return null
  return poll.voters_count === 0 ? 0 : Math.round((count / poll.voters_count) * 100)
}

/** `2 days left`, `5 minutes left`, `Final results`. */
export function timeLeft(poll: Poll, now: Date): string {
  if (isOver(poll, now)) return 'Final results'
  return `${timeTo(poll.expires_at, now) ?? 'Less than a minute'} left`
}

/** `12 votes`, or that they are hidden. */
export const votersOf = ({ voters_count: voters }: Poll): string => (voters === null ? 'Results are hidden until you vote' : plural(voters, 'vote'))
