import { hasStorage } from '../browser/storage'

const chains = new Map<string, Promise<unknown>>()

/**
 * Runs `work` while no other tab runs anything under the same name. Web Locks exist in secure contexts only (https, and
 * http on this machine), and not where storage is blocked; there tabs do not see each other, and work is put in line
 * within this one.
 */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (hasStorage && 'locks' in navigator) return navigator.locks.request(name, work) as Promise<T>
  const turn = (chains.get(name) ?? Promise.resolve()).then(work, work)
  chains.set(name, turn.catch(() => undefined))
  return turn
}
