import { expect, it } from 'vitest'
import type { Poll } from '../api/types'
import { EMPTY_POLL, filledOptions, isOver, pollProblem, shareOf, timeLeft, votersOf } from './poll'

const now = new Date('2026-03-01T12:00:00Z')
const poll: Poll = {
  id: 1, expires_at: '2026-03-02T13:00:00Z', expired: false, multiple: false, hide_totals: false, votes_count: 3, voters_count: 3,
  options: [{ title: 'Looms', votes_count: 2 }, { title: 'Engines', votes_count: 1 }], voted: false, own_votes: [],
}
const draft = (...options: string[]) => ({ ...EMPTY_POLL, options })

it('needs two different options', () => {
  expect(pollProblem(draft('', ' '))).toContain('two options')
  expect(pollProblem(draft('one', '', ' '))).toContain('two options')
  expect(pollProblem(draft('one', 'one '))).toContain('the same')
  expect(pollProblem(draft('one', 'x'.repeat(51)))).toContain('50')
  expect(pollProblem(draft('one', '🐦'.repeat(50)))).toBeNull()
  expect(filledOptions(draft(' one ', '', 'two'))).toEqual(['one', 'two'])
})

it('ends at its time, also before the server says so', () => {
  expect(isOver(poll, now)).toBe(false)
  expect(isOver(poll, new Date(poll.expires_at))).toBe(true)
  expect(isOver({ ...poll, expired: true }, now)).toBe(true)
})

it('says how long it takes votes', () => {
  expect(timeLeft(poll, now)).toBe('1 day left')
  expect(timeLeft(poll, new Date('2026-03-02T11:00:00Z'))).toBe('2 hours left')
  expect(timeLeft(poll, new Date('2026-03-02T12:58:30Z'))).toBe('1 minute left')
  expect(timeLeft(poll, new Date('2026-03-02T12:59:30Z'))).toBe('Less than a minute left')
  expect(timeLeft(poll, new Date('2026-03-03T00:00:00Z'))).toBe('Final results')
})

it('shows shares of the voters', () => {
  expect(shareOf(poll, 0)).toBe(67)
  expect(shareOf({ ...poll, voters_count: 0, options: [{ title: 'Looms', votes_count: 0 }] }, 0)).toBe(0)
  expect(shareOf({ ...poll, voters_count: null, options: [{ title: 'Looms', votes_count: null }] }, 0)).toBeNull()
  expect(votersOf(poll)).toBe('3 votes')
  expect(votersOf({ ...poll, voters_count: null })).toContain('hidden')
})
