import { expect, test } from 'vitest'
import { wordsError, wordsIn } from './filter-words'

test('each line is a word or phrase, once', () => {
  expect(wordsIn(' football \n\nworld cup\nfootball\n')).toEqual(['football', 'world cup'])
})

test('too many and too long lines are reported', () => {
  expect(wordsError(Array.from({ length: 20 }, (_, line) => `w${line}`).join('\n'))).toBeUndefined()
  expect(wordsError(Array.from({ length: 21 }, (_, line) => `w${line}`).join('\n'))).toBe('Use at most 20 lines.')
  expect([wordsError('😀'.repeat(100)), wordsError('x'.repeat(101))]).toEqual([undefined, 'Use at most 100 characters in a line.'])
})
