/**
 * What the browser lets a page keep and tell. People may forbid it, and then every access throws, even the mention of
 * `localStorage`; texts are kept by `store/device.ts`, which falls back to memory.
 */

/** Whether anything outlives this page, cookies included. Without it, everything works in memory. */
export const hasStorage = probeStorage()

/** Reaches the other tabs of this browser; null where that is forbidden or unknown, and each tab is on its own. */
export function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}

function probeStorage(): boolean {
  const probe = 'linnet.probe'
  try {
    localStorage.setItem(probe, '')
    localStorage.removeItem(probe)
    // Chromium refuses both together; Firefox can refuse cookies alone, and the session is in one.
    return navigator.cookieEnabled !== false
  } catch {
    return false
  }
}
