import { expect, test } from 'vitest'
import type { Tweet } from '../api/types'
import { isPlainRetweet, isOrphanedRetweet, referenceTo } from './retweet'

const tweet = (content: string, retweetOf: number | null): Tweet =>
  ({ content, retweet_of_id: retweetOf, author: { username: 'ada' } }) as Tweet

test('a retweet names the author and does not copy the text', () => {
  expect(referenceTo(tweet('A secret that will be deleted', null))).toBe('RT @ada')
})

test('a retweet with its original is plain, in the current and the earlier format', () => {
  expect([isPlainRetweet(tweet('RT @ada', 3)), isPlainRetweet(tweet('RT @ada: her words', 3))]).toEqual([true, true])
  expect([isPlainRetweet(tweet('RT @ada', null)), isPlainRetweet(tweet('See RT @ada', 3)), isPlainRetweet(tweet('RT @ada yes', 3))]).toEqual([false, false, false])
})

test('a retweet without its original is orphaned only if it has no text', () => {
  expect([isOrphanedRetweet(tweet('RT @ada', null)), isOrphanedRetweet(tweet('RT @ada', 3)), isOrphanedRetweet(tweet('RT @ada: her words', null))]).toEqual([true, false, false])
})
