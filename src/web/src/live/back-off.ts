const INITIAL_MS = 500
const MAX_MS = 30_000

/**
 * Returns the delay before an attempt: doubled each time, with its upper half at random, so that clients do not all
 * reconnect at the same moment after an outage.
 */
export function delayBefore(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(MAX_MS, INITIAL_MS * 2 ** Math.min(attempt, 10))
  return ceiling / 2 + (ceiling / 2) * random()
}
