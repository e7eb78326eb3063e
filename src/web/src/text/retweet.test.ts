import { expect, test } from 'vitest'
import type { Tweet } from '../api/types'
import { isPlainRetweet, isOrphanedRetweet, referenceTo } from './retweet'

const tweet = (content: string, retweetOf: number | null): Tweet =>
  ({ content, retweet_of_id: retweetOf, author: { username: 'ada' } }) as Tweet

test('a retweet names its author and has none of the words', () => {
  expect(referenceTo(tweet('A secret that will be deleted', null))).toBe('RT @ada')
})

test('with the original it is shown as that, be it new or of an earlier client', () => {
  expect([isPlainRetweet(tweet('RT @ada', 3)), isPlainRetweet(tweet('RT @ada: her words', 3))]).toEqual([true, true])
  expect([isPlainRetweet(tweet('RT @ada', null)), isPlainRetweet(tweet('See RT @ada', 3)), isPlainRetweet(tweet('RT @ada yes', 3))]).toEqual([false, false, false])
})

test('without the original only what has no words of its own is gone', () => {
  expect([isOrphanedRetweet(tweet('RT @ada', null)), isOrphanedRetweet(tweet('RT @ada', 3)), isOrphanedRetweet(tweet('RT @ada: her words', null))]).toEqual([true, false, false])
})
