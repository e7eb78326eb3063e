/**
 * Access to storage and channels. Users can block them; then even reading `localStorage` throws. `store/device.ts` stores
 * texts and falls back to memory.
 */

/** Whether storage and cookies work. Otherwise the client keeps everything in memory. */
export const hasStorage = probeStorage()

/** Opens a channel to the other tabs of this browser. Returns null if it is blocked or unsupported. */
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
    // Chromium blocks both together; Firefox can block only cookies, and the session needs one.
    return navigator.cookieEnabled !== false
  } catch {
    return false
  }
}
