/**
 * Dialogs have their own entry in the browser's history, so that Back closes them and stays on the screen, also on the first
 * page of a visit. All open dialogs share one entry.
 */
const open = new Set<() => void>()
let isSyncing = false

/** Calls `close` when the user goes back. Returns a function that the dialog calls when it was closed. */
export function openLayer(close: () => void): () => void {
  open.add(close)
  void syncHistory()
  return () => {
    open.delete(close)
    // Deferred, so that a dialog which replaces this one reuses the entry.
    setTimeout(() => void syncHistory(), 0)
  }
}

/** Watches the history. Skips entries without a dialog, which a reload leaves behind or Forward returns to. */
export function watchLayers(): void {
  addEventListener('popstate', () => {
    if (isSyncing) return
    if (!isOnLayer()) for (const close of [...open]) close()
    void syncHistory()
  })
  void syncHistory()
}

/** Closes all dialogs, for navigation to another screen. */
export function closeLayers(): void {
  for (const close of [...open]) close()
}

const isOnLayer = (): boolean => (history.state as { layer?: true } | null)?.layer === true

async function syncHistory(): Promise<void> {
  if (isSyncing) return
  isSyncing = true
  while (open.size > 0 !== isOnLayer()) {
    if (open.size > 0) history.pushState({ ...history.state, layer: true }, '')
    else await goBack()
  }
  isSyncing = false
}

function goBack(): Promise<void> {
  return new Promise((resolve) => {
    addEventListener('popstate', () => resolve(), { once: true })
    history.back()
  })
}
