/**
 * Dialogs lie over an entry of their own in the browser's history, so that Back closes them and leaves the screen where it
 * is, on the first page of a visit too. One entry serves all dialogs that are open at once.
 */
const open = new Set<() => void>()
let isSyncing = false

/** Has `close` called when the reader goes back. The layer ends with what is returned, which the dialog calls when it is closed. */
export function openLayer(close: () => void): () => void {
  open.add(close)
  void syncHistory()
  return () => {
    open.delete(close)
    // Later: a dialog that takes the place of this one keeps the entry.
    setTimeout(() => void syncHistory(), 0)
  }
}

/** Begins to watch the history. An entry that a reload left behind, or that Forward came back to, has no dialog any more. */
export function watchLayers(): void {
  addEventListener('popstate', () => {
    if (isSyncing) return
    if (!isOnLayer()) for (const close of [...open]) close()
    void syncHistory()
  })
  void syncHistory()
}

/** What leads to another screen leaves the dialogs of this one behind. */
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
