/** Stores texts in the browser, or in memory if the browser blocks storage. */
export type TextStore = {
  read(key: string): string | null
  write(key: string, text: string): void
  drop(key: string): void
  keys(): string[]
}

/** @param storage called on each use, because reading a blocked `localStorage` throws */
export function textStoreIn(storage: () => Storage): TextStore {
  const memory = new Map<string, string>()
  function attempt<T>(work: (it: Storage) => T, otherwise: () => T): T {
    try {
      return work(storage())
    } catch {
      return otherwise()
    }
  }
  return {
    read: (key) => attempt((it) => it.getItem(key), () => null) ?? memory.get(key) ?? null,
    write: (key, text) => attempt((it) => it.setItem(key, text), () => void memory.set(key, text)),
    drop: (key) => {
      memory.delete(key)
      attempt((it) => it.removeItem(key), () => undefined)
    },
    keys: () => [...new Set([...memory.keys(), ...attempt((it) => Object.keys(it), () => [])])],
  }
}

/** Persistent, shared by all tabs. */
export const device = textStoreIn(() => localStorage)

/** Persistent as long as the tab is open. */
export const thisTab = textStoreIn(() => sessionStorage)
