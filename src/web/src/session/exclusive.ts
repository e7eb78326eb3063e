import { hasStorage } from '../browser/storage'

const chains = new Map<string, Promise<unknown>>()

/**
 * Runs `work` while no other tab runs work under the same name. Web Locks exist only in secure contexts (https and localhost)
 * and where storage is not blocked. Elsewhere tabs do not see each other, so this only serializes work within one tab.
 */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (hasStorage && 'locks' in navigator) return navigator.locks.request(name, work) as Promise<T>
  const turn = (chains.get(name) ?? Promise.resolve()).then(work, work)
  chains.set(name, turn.catch(() => undefined))
  return turn
}
