/** Texts that this device keeps. Where the browser keeps none, they last as long as the page. */
export type TextStore = {
  read(key: string): string | null
  write(key: string, text: string): void
  drop(key: string): void
  keys(): string[]
}

/** @param storage asked for at each use: a browser that forbids it throws at the mere mention */
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

/** Kept until it is dropped, for every tab. */
export const device = textStoreIn(() => localStorage)

/** Kept while the tab is open. */
export const thisTab = textStoreIn(() => sessionStorage)
