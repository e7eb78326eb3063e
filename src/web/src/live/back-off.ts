const INITIAL_MS = 500
const MAX_MS = 30_000

/**
 * How long to wait before a try: doubled each time, and spread at random over its upper half, so that the clients of a
 * server that was away do not all come back in the same moment.
 */
export function delayBefore(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(MAX_MS, INITIAL_MS * 2 ** Math.min(attempt, 10))
  return ceiling / 2 + (ceiling / 2) * random()
}
