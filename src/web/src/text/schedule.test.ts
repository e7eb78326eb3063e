import { describe, expect, it } from 'vitest'
import type { ScheduledTweet } from '../api/types'
import { byTime, firstSuggestion, fromField, scheduleProblem, toField } from './schedule'

const now = new Date('2026-03-01T12:20:30Z')
const inSeconds = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString()

describe('the time of a scheduled tweet', () => {
  it.each([
    ['', 'Choose a day and a time.'],
    [inSeconds(299), 'Choose a time at least 5 minutes ahead.'],
    [inSeconds(300), null],
    [inSeconds(365 * 86_400), null],
    [inSeconds(365 * 86_400 + 1), 'Choose a time within a year.'],
  ])('%s', (iso, problem) => expect(scheduleProblem(iso, now)).toBe(problem))

  it('is suggested at a full hour, an hour ahead or more', () => {
    const ahead = Date.parse(firstSuggestion(now)) - now.getTime()
    expect(new Date(firstSuggestion(now)).getMinutes()).toBe(0)
    expect(ahead).toBeGreaterThan(3_600_000)
    expect(ahead).toBeLessThanOrEqual(7_200_000)
  })

  it('goes into a field of the viewer’s time zone and back, and an emptied field is no time', () => {
    const iso = '2026-03-01T12:20:00.000Z'
    expect(toField(iso)).toMatch(/^2026-0[23]-\d\dT\d\d:\d\d$/)
    expect(fromField(toField(iso))).toBe(iso)
    expect(toField('')).toBe('')
    expect(fromField('')).toBe('')
  })
})

it('lists failed ones first, then the soonest', () => {
  const at = (id: number, scheduled_at: string, state: 'waiting' | 'failed'): ScheduledTweet => ({ id, scheduled_at, state }) as ScheduledTweet
  const all = [at(1, inSeconds(900), 'waiting'), at(2, inSeconds(600), 'waiting'), at(3, inSeconds(-5), 'failed'), at(4, inSeconds(600), 'waiting')]
  expect(all.sort(byTime).map(({ id }) => id)).toEqual([3, 2, 4, 1])
})
