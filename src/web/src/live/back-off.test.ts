import { expect, test } from 'vitest'
import { delayBefore } from './back-off'

test('each attempt waits longer, up to 30 seconds', () => {
  const longest = [0, 1, 2, 3, 10, 1000].map((attempt) => delayBefore(attempt, () => 1))
  expect(longest).toEqual([500, 1000, 2000, 4000, 30_000, 30_000])
})

test('the delay is spread at random', () => {
  expect(delayBefore(3, () => 0)).toBe(2000)
  expect(delayBefore(3, () => 0.5)).toBe(3000)
})
